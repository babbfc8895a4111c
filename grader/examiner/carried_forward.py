"""Error carried forward: a mistake in one exercise is not charged again where a later exercise builds on it.

An exercise names what it builds on (`pytest.mark.exercise("WaveNet", builds_on=["BatchNorm1d", ...])`). When one of its
checks fails and one of those has lost points itself, the check is tried again in a new candidate, with `standins.py` of
the lesson's checks in place of what is broken. By then the broken exercise is decided, so nothing can be copied.
"""

import ast
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grader.checks.submission import Submission
from grader.examiner.replay.session import ReplaySession
from grader.examiner.session import CandidateSession
from grader.plugin.markers import builds_on, exercise_of
from grader.plugin.stash import PROVIDER, RESULT
from grader.protocol.source import Cell, Module

STANDINS = "standins.py"
RETRIED = ("wrong", "error", "stub", "unfinished", "missing", "unusable")


def to_retry(items: Sequence[pytest.Item]) -> list[tuple[list[pytest.Item], set[str]]]:
    """Return, exercise by exercise, the failed checks of those that build on one which lost points, and its names.

    An exercise is never among the names that are replaced for its own checks.
    """
    lost = {exercise_of(item) or "" for item in items if item.stash[RESULT].status == "failed"}
    found: dict[str, tuple[list[pytest.Item], set[str]]] = {}
    for item in items:
        exercise = exercise_of(item) or ""
        broken = lost.intersection(builds_on(item)) - {exercise}
        if broken and item.stash[RESULT].reason in RETRIED:
            found.setdefault(exercise, ([], broken))[0].append(item)
    return list(found.values())


def standin_cell(checks: Path, names: set[str]) -> Cell | None:
    """Return a cell that defines stand-ins for some of the names, None when the lesson has none."""
    file = checks / STANDINS
    if not file.is_file():
        return None
    kept: list[ast.stmt] = []
    defined = set()
    for statement in ast.parse(file.read_text("utf-8")).body:
        if isinstance(statement, ast.ClassDef | ast.FunctionDef):
            if statement.name in names or statement.name.startswith("_"):
                kept.append(statement)
                defined.add(statement.name)
        elif not isinstance(statement, ast.Expr):
            kept.append(statement)
    return Cell(f"{STANDINS}", ast.unparse(ast.Module(kept, []))) if defined & names else None


def retry(
    items: Sequence[pytest.Item],
    names: set[str],
    checks: Path,
    modules: Sequence[Module],
    new_session: Callable[[Sequence[Module]], CandidateSession | ReplaySession],
) -> None:
    """Try the checks again with stand-ins; a check that passes now gets its points and a note."""
    cell = standin_cell(checks, names)
    if cell is None:
        return
    patched = [module if module.helper else Module(module.name, [*module.cells, cell]) for module in modules]
    session = new_session(patched)
    submission = Submission(session, modules)
    words = ", ".join(sorted(names))
    for number, item in enumerate(items):
        first = item.stash[RESULT]
        item.config.stash[PROVIDER] = lambda lesson: submission
        item.stash[RESULT] = first.afresh()
        following = items[number + 1] if number + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.stash[RESULT].passed:
            item.stash[
                RESULT
            ].note = f"graded with a correct {words} in place of yours, so that the mistake is charged only once"
        else:
            item.stash[RESULT] = first
    session.close()
