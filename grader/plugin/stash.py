"""What the plugin and those who run it keep in pytest's stashes."""

from typing import Any

import pytest

from grader.outcome import Outcome
from grader.report import Report

PROVIDER = pytest.StashKey[Any]()  # Callable[[str], Submission]: the submission of a lesson
OUTCOME = pytest.StashKey[Outcome]()
REPORT = pytest.StashKey[Report]()
FORBIDDEN = pytest.StashKey[Any]()  # list[str]: what any exercise of this run forbids
MEMORY = pytest.StashKey[Any]()  # grader.plugin.memory.Memory
TRIAL = pytest.StashKey[Any]()  # Callable[[], Trial]: the split for thresholds
SEED = pytest.StashKey[int | None]()  # draws examples and the submission's random numbers; without one they are fixed
