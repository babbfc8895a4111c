"""The verdict: what the examiner decided for one submission, as data that can be replayed."""

import importlib.metadata
import platform
from typing import Any

import msgspec

from grader.outcome import Outcome, totals


class Verdict(msgspec.Struct, kw_only=True):
    """One submission's outcomes and everything that they depend on.

    `status` is "graded", "duplicate" (graded, but another student's name is the same), or says why there is no score:
    "empty", "unreadable", "ambiguous", or "failed" when the examination itself broke off; `detail` is a sentence on
    that. `digest` is a sha256 over the submission, the checks and the examiner; with the same digest and seed the
    outcomes are the same. What differs from run to run stands apart: `seconds`, and `timings` by check.
    """

    student: str
    lesson: str
    status: str = "graded"
    detail: str = ""
    outcomes: list[Outcome] = []
    seed: int = 0
    digest: str = ""
    isolation: str = ""
    layers: tuple[str, ...] = ()
    load_errors: list[str] = []
    printed: int = 0
    output: str = ""
    seconds: float = 0.0
    timings: dict[str, float] = {}
    versions: dict[str, str] = {}
    max_points: float | None = None

    @property
    def score(self) -> float:
        """The points earned."""
        return totals(self.outcomes)[0]

    @property
    def max_score(self) -> float:
        """The points there are."""
        return totals(self.outcomes)[1] if self.max_points is None else self.max_points

    def exercises(self) -> dict[str, list[Outcome]]:
        """Return the outcomes by exercise."""
        found: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.exercise, []).append(outcome)
        return found


def versions() -> dict[str, str]:
    """Return the versions that a verdict depends on."""
    found = {name: importlib.metadata.version(name) for name in ("torch", "hypothesis")}
    return {"python": platform.python_version(), **found}


def encode(verdict: Verdict) -> bytes:
    """Return the verdict as readable JSON, with its score."""
    data: dict[str, Any] = msgspec.to_builtins(verdict)
    data = {"student": data.pop("student"), "lesson": data.pop("lesson"), "score": verdict.score,
            "max_score": verdict.max_score, **data}  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(data), indent=1)


def decode(text: bytes) -> Verdict:
    """Read a verdict back; raises msgspec.DecodeError or msgspec.ValidationError for anything else."""
    return msgspec.json.decode(text, type=Verdict)
