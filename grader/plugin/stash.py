"""What the plugin and the programs that run it keep in pytest's stashes."""

from typing import TYPE_CHECKING, Any

import pytest

from grader.results.check import CheckResult

if TYPE_CHECKING:
    from grader.plugin.report import TerminalReport

PROVIDER = pytest.StashKey[Any]()  # Callable[[str], Submission]: the submission of a lesson
RESULT = pytest.StashKey[CheckResult]()
DESELECTED = pytest.StashKey[list[pytest.Item]]()  # the checks that -k or -m left out
REPORT: "pytest.StashKey[TerminalReport]" = pytest.StashKey()
FORBIDDEN = pytest.StashKey[Any]()  # list[str]: all names that some exercise of this run forbids
PASSED = pytest.StashKey[Any]()  # grader.plugin.passed_thresholds.PassedThresholds
ENDLESS = pytest.StashKey[set[tuple[str, str]]]()  # lesson and exercise of calls that did not end; students' views
HELD_OUT = pytest.StashKey[Any]()  # Callable[[], HeldOutSplit]: the split for thresholds
UNREADABLE = pytest.StashKey[list[str]]()  # why files of checks cannot be read, a sentence each
LOADING = pytest.StashKey[Any]()  # list[str]: what there is to say about how the submission was loaded
SEED = pytest.StashKey[int | None]()  # for examples and the submission's random numbers; without one they are fixed
