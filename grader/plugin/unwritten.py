"""Find out which parts of an exercise are still to be written.

That a check ran into a stub says little by itself: the stub may be the whole exercise, its last part, or part of
another exercise that this one uses. The source tells which; nothing is run here.
"""

import ast
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.course.lesson import Lesson
from grader.course.parsed import cells_of, read
from grader.errors import GraderError
from grader.protocol.operations import Raised
from grader.protocol.source import Module
from grader.results.check import CheckResult
from grader.results.message import Message


class Part(NamedTuple):
    """A function or method that still raises NotImplementedError; `owner` is the top-level name it belongs to."""

    owner: str
    name: str
    sentence: str


def explain_stub(result: CheckResult, raised: Raised, modules: Sequence[Module], checks: Path) -> bool:
    """Say whether the exercise of a check that ran into a stub is untouched, and what is still to be written.

    `checks` is the folder of the lesson's checks; the reference found from there says how many parts there are.
    Returns False if the source shows that no stub raised this: then it is an error like any other.
    """
    parts = list(stub_parts(modules))
    own = [part for part in parts if part.owner == result.exercise]
    hit = next((part for part in parts if (part.name, part.sentence) == (raised.function, raised.message)), None)
    if own:
        released = parts_released(checks, result.exercise)
        whole = len(own) >= released if released else own[0].name in ("__init__", result.exercise)
        part = hit if hit is not None and hit in own else own[0]
        sentence = own[0].sentence if whole else f"`{part.name}` is still a stub: {part.sentence}"
        result.reason = "stub" if whole else "unfinished"
    elif hit is not None:
        sentence = f"it uses {hit.owner}, which is still a stub: {hit.sentence}"
        result.reason = "unfinished"
    else:
        return not modules  # without the source there is no telling
    result.message = Message(headline=sentence)
    return True


def stub_parts(modules: Sequence[Module]) -> Iterator[Part]:
    """Yield the stubs of a submission in source order; if a name is defined twice, those of the last definition."""
    for module in modules:
        source = read(cells_of(module))
        for name, definitions in source.definitions.items():
            _, node = definitions[-1]
            for function in functions_of(node):
                sentence = sentence_of(function)
                if sentence is not None:
                    yield Part(name, function.name, sentence)


def functions_of(node: ast.AST) -> list[ast.FunctionDef]:
    """Return the function itself, or the methods of a class."""
    body = [node] if isinstance(node, ast.FunctionDef) else node.body if isinstance(node, ast.ClassDef) else []
    return [statement for statement in body if isinstance(statement, ast.FunctionDef)]


def sentence_of(function: ast.FunctionDef) -> str | None:
    """Return the sentence of a stub, None for a function that is not a stub."""
    for statement in function.body:
        if isinstance(statement, ast.Raise) and isinstance(statement.exc, ast.Call):
            error, words = statement.exc.func, statement.exc.args
            if isinstance(error, ast.Name) and error.id == "NotImplementedError":
                text = words[0].value if words and isinstance(words[0], ast.Constant) else ""
                return str(text)
    return None


@functools.lru_cache(maxsize=64)
def parts_released(checks: Path, exercise: str) -> int:
    """Return how many parts of an exercise the student has to write, 0 if the reference is not at hand."""
    lesson = Lesson(checks.parents[1], checks.name)
    try:
        _, definition = lesson.definitions()[exercise]
    except (GraderError, KeyError, OSError):
        return 0
    return len(definition.regions)
