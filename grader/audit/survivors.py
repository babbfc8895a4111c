"""Changes to a reference that no check notices: those known to make no difference, and those not explained.

The known ones are listed in `tests/mutants.toml`, each with its reason:

    [[equivalent]]
    change = "lesson5/wavenet: if T % self.n != 0: -> if T % self.n > 0:"
    reason = "A remainder is never negative."
"""

import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.audit.run import AuditResult
from grader.errors import GraderError
from grader.results.check import NO_PROCESSOR


class Mutation(msgspec.Struct, kw_only=True):
    """What became of all changes."""

    total: int
    killed: int
    explained: dict[str, str]  # change -> reason
    unexplained: list[str]
    stale: list[str]  # explained, though a check notices them or they no longer come up
    undecided: list[str] = []  # no check noticed them, but some lacked processor time

    @property
    def holds(self) -> bool:
        """Whether every change is noticed or explained."""
        return not (self.unexplained or self.stale or self.undecided)


def read_reasons(path: Path) -> dict[str, str]:
    """Return the known changes with their reasons; raises GraderError for an entry without a reason."""
    if not path.exists():
        return {}
    reasons = {}
    for entry in tomllib.loads(path.read_text("utf-8")).get("equivalent", []):
        if not entry.get("change") or not entry.get("reason"):
            raise GraderError(f"{path}: every [[equivalent]] needs `change` and `reason`; one is missing in: {entry}")
        reasons[entry["change"]] = entry["reason"]
    return reasons


def judge_mutants(results: Sequence[AuditResult], reasons: dict[str, str], lessons: Sequence[str]) -> Mutation:
    """Compare the changes that no check noticed with those that are known to make no difference.

    A process that ran out of time or memory counts as noticed. Reasons for other lessons are ignored. Raises
    GraderError for two changes with the same name: one reason would excuse both, and they would count as one.
    """
    twice = [name for name, count in Counter(r.subject.name for r in results).items() if count > 1]
    if twice:
        raise GraderError(f"two changes are called {twice[0]}; each needs its own name")
    quiet = [r for r in results if not r.error and all(c.passed or c.reason == NO_PROCESSOR for c in r.checks)]
    survived = [result.subject.name for result in quiet if not result.lacking]
    undecided = [result.subject.name for result in quiet if result.lacking]
    return Mutation(
        total=len(results),
        killed=len(results) - len(quiet),
        explained={name: reasons[name] for name in survived if name in reasons},
        unexplained=[name for name in survived if name not in reasons],
        stale=[name for name in reasons if name not in (*survived, *undecided) and name.partition("/")[0] in lessons],
        undecided=undecided,
    )
