"""Find out which parts of an exercise are still to be written.

That a check ran into a stub says little by itself: the stub may be the whole exercise, its last part, one branch of it,
or part of another exercise that this one uses. The source tells which; nothing is run here.
"""

import ast
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.course.lesson import Lesson
from grader.course.parsed import Source, cells_of, read
from grader.errors import GraderError
from grader.protocol.operations import Raised
from grader.protocol.source import Module
from grader.results.check import CheckResult
from grader.results.message import Message

ERROR = "NotImplementedError"


class Part(NamedTuple):
    """Where a function or method still raises NotImplementedError; `owner` is the top-level name it belongs to.

    `branch` says that it does so on some of its ways only, as under an `if`.
    """

    owner: str
    name: str
    sentence: str
    file: str
    line: int
    branch: bool

    def is_where(self, raised: Raised) -> bool:
        """Return whether the error arose here: on this line or, in a kernel, in a function that says the same."""
        return (self.file, self.line) == (raised.file, raised.line) or (
            (self.name, self.sentence) == (raised.function, raised.message)
        )


def explain_stub(result: CheckResult, raised: Raised, modules: Sequence[Module], checks: Path) -> bool:
    """Say whether the exercise of a check that ran into a stub is untouched, and what is still to be written.

    `checks` is the folder of the lesson's checks; the reference found from there says how many parts there are, and
    what their stubs say. Returns False if no stub raised this: then it is an error like any other.
    """
    parts = list(stub_parts(modules))
    own = [part for part in parts if part.owner == result.exercise and not part.branch]
    hit = next((part for part in parts if part.is_where(raised)), None)
    if not modules:
        result.message = Message(headline=raised.message or f"`{result.exercise}` still raises {ERROR}")
        return True  # without the source there is no telling
    if hit is None or (hit.branch and not _is_of_a_stub(hit, checks)):
        return False
    released = sentences_released(checks, result.exercise)
    whole = bool(own) and (len(own) >= len(released) if released else own[0].name in ("__init__", result.exercise))
    result.reason = "stub" if whole else "unfinished"
    if whole:
        lines = [own[0].sentence or f"`{own[0].name}` still raises {ERROR}"]
    elif hit.owner == result.exercise:
        lines = [_still_to_write(hit)]
    else:
        lines = [_still_to_write(part) for part in own[:1]]
        lines += [f"it uses {hit.owner}, which is still a stub{_colon(hit.sentence)}"]
    result.message = Message(headline="\n".join(lines))
    return True


def _still_to_write(part: Part) -> str:
    if part.branch:
        return f"`{part.name}` is still a stub in part ({part.file}:{part.line}){_colon(part.sentence)}"
    return f"`{part.name}` is still a stub{_colon(part.sentence)}"


def _colon(sentence: str) -> str:
    return f": {sentence}" if sentence else ""


def _is_of_a_stub(part: Part, checks: Path) -> bool:
    """Return whether a branch raises what a stub says; what somebody raises for a reason is an error like others."""
    if not part.sentence:
        return True
    released = sentences_released(checks, part.owner)
    return part.sentence in released if released else part.sentence[0].isupper() and part.sentence.endswith(".")


def stub_parts(modules: Sequence[Module]) -> Iterator[Part]:
    """Yield the parts of a submission that are still to be written, in source order; of a name, the last definition."""
    for module in modules:
        source = read(cells_of(module))
        for name in source.definitions:
            for file, function in _functions(source, name):
                yield from _parts(name, file, function)


def _functions(source: Source, name: str) -> list[tuple[str, ast.FunctionDef]]:
    """Return the function of a name or the methods of its class, without those that are replaced afterwards."""
    last: list[tuple[str, ast.FunctionDef]] = []
    for file, node in source.definitions[name]:
        if isinstance(node, ast.FunctionDef):
            last = [(file, node)]
        elif isinstance(node, ast.ClassDef):
            last = [(file, statement) for statement in node.body if isinstance(statement, ast.FunctionDef)]
        elif isinstance(node, ast.Assign):
            replaced = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            last = [one for one in last if replaced and one[1].name not in replaced]
    return last


def _parts(owner: str, file: str, function: ast.FunctionDef) -> Iterator[Part]:
    """Yield where a function raises NotImplementedError: on all of its ways, or in branches."""
    reached = function.body
    for place, statement in enumerate(function.body):
        if isinstance(statement, ast.Return):
            reached = function.body[:place]
            break
    for statement in reached:
        for node in ast.walk(statement):
            if isinstance(node, ast.Raise) and (sentence := sentence_of(node)) is not None:
                yield Part(owner, function.name, sentence, file, node.lineno, node is not statement)


def sentence_of(statement: ast.Raise) -> str | None:
    """Return the sentence of a stub, empty if it says nothing; None for what raises another error."""
    error: ast.expr | None = statement.exc
    words: list[ast.expr] = []
    if isinstance(error, ast.Call):
        words, error = error.args, error.func
    if not isinstance(error, ast.Name) or error.id != ERROR:
        return None
    return str(words[0].value) if words and isinstance(words[0], ast.Constant) else ""


@functools.lru_cache(maxsize=64)
def sentences_released(checks: Path, exercise: str) -> tuple[str, ...]:
    """Return what the stubs of an exercise ask for, a sentence each; empty if the reference is not at hand."""
    lesson = Lesson(checks.parents[1], checks.name)
    try:
        _, definition = lesson.definitions()[exercise]
    except (GraderError, KeyError, OSError):
        return ()
    return tuple(region.sentence for region in definition.regions)
