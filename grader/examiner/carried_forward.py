"""Error carried forward: a mistake in one exercise is not charged again in a later exercise that uses it.

An exercise names those that it uses (`pytest.mark.exercise("WaveNet", builds_on=["BatchNorm1d", ...])`). If one of its
checks fails and one of those has lost points itself, the check is tried again in a new candidate, with `standins.py`
from the lesson's checks in place of what is broken.
"""

import ast
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grader.checks.submission import Submission
from grader.course.lesson import Lesson
from grader.course.parsed import cells_of, read
from grader.errors import GraderError
from grader.examiner.replay.session import ReplaySession
from grader.examiner.session import CandidateSession
from grader.plugin.markers import builds_on, exercise_of
from grader.plugin.stash import PROVIDER, RESULT
from grader.protocol.source import Cell, Module
from grader.results.check import NO_PROCESSOR

STANDINS = "standins.py"
RETRIED = ("wrong", "error", "stub", "unfinished", "missing", "unusable")


def to_retry(items: Sequence[pytest.Item]) -> list[tuple[list[pytest.Item], set[str]]]:
    """Return, per exercise, its failed checks and the broken exercises that it uses.

    An exercise is never replaced for its own checks.
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
    """Return a cell that defines stand-ins for the names, None if the lesson has none for them."""
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


def with_standins(modules: Sequence[Module], names: set[str], checks: Path) -> list[Module]:
    """Return the modules with a stand-in for each of the names at the end of every module that the name belongs to.

    That is where the submission defines it; else where it imports it; else the module that the lesson has it in; else
    the first. A module that imports it from one with a stand-in gets that. Elsewhere a stand-in would miss the names
    that it uses itself, which are the submission's.
    """
    own = [module for module in modules if not module.helper]
    lesson = Lesson(checks.parents[1], checks.name)
    wanted: dict[str, set[str]] = {}
    sources = {module.name: read(cells_of(module)) for module in own}
    for name in names:
        homes = (
            [home for home, source in sources.items() if name in source.definitions]
            or [home for home, source in sources.items() if name in source.imported]
            or [home for home in _released_in(lesson, name) if home in sources]
            or list(sources)[:1]
        )
        for home in homes:
            wanted.setdefault(home, set()).add(name)
    cells = {home: standin_cell(checks, found) for home, found in wanted.items()}
    patched = []
    for module in modules:
        cell = None if module.helper else cells.get(module.name)
        patched.append(module if cell is None else Module(module.name, [*module.cells, cell]))
    return patched


def _released_in(lesson: Lesson, name: str) -> list[str]:
    """Return the name of the lesson's module that holds an exercise."""
    try:
        return [lesson.definitions()[name][0].stem]
    except (GraderError, KeyError, OSError):
        return []


def retry(
    items: Sequence[pytest.Item],
    names: set[str],
    checks: Path,
    modules: Sequence[Module],
    new_session: Callable[[Sequence[Module]], CandidateSession | ReplaySession],
) -> None:
    """Try the checks again with stand-ins; a check that now passes gets its points and a note."""
    patched = with_standins(modules, names, checks)
    if patched == list(modules):
        return
    # A new candidate, and only once the broken exercises are decided: the stand-ins are correct code, which a
    # submission could copy if it saw them any earlier.
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
            ].note = f"graded with a correct {words} in place of yours, so that the mistake costs points only once"
        elif item.stash[RESULT].reason != NO_PROCESSOR:  # whether it would pass is then not known
            item.stash[RESULT] = first
    session.close()
