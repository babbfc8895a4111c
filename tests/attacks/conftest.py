"""Workers for the attack corpus, one for each mode and user, kept for the whole run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from grader.sandbox import probe, sufficient

from corpus import Attack, base_source, honest_source, reference_source
from driver import MODES, ORDINARY, USERS, Examiner, earned
from surroundings import Surroundings


class Bench:
    """An examiner among the things that attacks aim at, and what honest work gets from it."""

    def __init__(self, mode: str, user: str) -> None:
        self.mode, self.uid = mode, ORDINARY if user == "ordinary" else None
        self.around = Surroundings(self.uid or (65534 if os.geteuid() == 0 else None))
        self.examiner = Examiner(mode, self.uid, canary=self.around.canary)
        self.points: dict[str, set[str]] = {}  # by source, the checks that an honest program passes

    def honest(self, attack: Attack) -> set[str]:
        """Return the checks that an attack would pass without its trick."""
        source = honest_source(attack)
        if source not in self.points:
            self.points[source] = set(earned(self.examiner.grade({"wavenet.py": source})))
        return self.points[source]

    def next_student(self) -> dict[str, Any]:
        """Return the verdict on somebody who has done one exercise, and that right."""
        source = reference_source()
        done = source[source.index("def smooth(") : source.index("# ## The model")].rpartition("# %%")[0]
        return self.examiner.grade({"wavenet.py": base_source("stub") + "\n\n" + done})

    def close(self) -> None:
        self.examiner.close()
        self.around.__exit__(None, None, None)


@pytest.fixture(scope="session", params=[f"{mode}, {user}" for mode in MODES for user in USERS])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    mode, user = request.param.split(", ")
    if mode == "strict" and shutil.which("bwrap") is None:
        pytest.skip("strict isolation needs bubblewrap: apt-get install bubblewrap")
    if not sufficient(probe()):
        pytest.skip(str(probe()))
    bench = Bench(mode, user)
    yield bench
    bench.close()
