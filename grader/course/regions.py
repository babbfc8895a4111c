"""The student's parts of a reference module: where they are, and what the student is asked to do there.

A part is marked by two comments on lines of their own, inside a top-level function or class:

    ### BEGIN SOLUTION Return the rows of the weight that the indices name.
    ...
    ### END SOLUTION

The sentence on the first line becomes the text of the stub's NotImplementedError.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import GraderError

_MARK = re.compile(r"\b(BEGIN|END) SOLUTION\b")
_BEGIN = re.compile(r"(?P<indent>[ ]*|# )### BEGIN SOLUTION(?:[ ]+(?P<sentence>.*?))?[ ]*")
_END = re.compile(r"(?:[ ]*|# )### END SOLUTION[ ]*")
_CELL = re.compile(r"#[ ]?%%")


class BuildError(GraderError):
    """Something in the lesson's sources prevents building it; the text says where it is and what to do."""


@dataclass(frozen=True)
class Region:
    """One marked part. `begin` and `end` are the line numbers of the marks, counting from 1."""

    begin: int
    end: int
    indent: str
    sentence: str

    @property
    def comment(self) -> bool:
        """Whether the marks stand in a comment, as the rubric of a question does (`questions.py`)."""
        return self.indent.startswith("#")


@dataclass(frozen=True)
class Definition:
    """A top-level function or class with its marked parts; it is an exercise if it has any."""

    name: str
    first: int
    last: int
    regions: tuple[Region, ...]


def find_regions(text: str, where: str) -> list[Region]:
    """Return the marked parts of `text` in order.

    `where` names the text in messages, as in `where:12: ...`.
    Raises BuildError for unbalanced, nested or misspelt marks and for a part without a sentence.
    """
    regions: list[Region] = []
    opened: tuple[int, str, str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not _MARK.search(line):
            continue
        begin = _BEGIN.fullmatch(line)
        if begin is None and _END.fullmatch(line) is None:
            raise BuildError(
                f"{where}:{number}: a mark is on a line of its own and reads "
                "'### BEGIN SOLUTION <sentence>' or '### END SOLUTION'"
            )
        if begin is not None:
            if opened is not None:
                raise BuildError(f"{where}:{number}: BEGIN SOLUTION inside the part that line {opened[0]} began")
            sentence = begin["sentence"] or ""
            if not sentence:
                raise BuildError(
                    f"{where}:{number}: say what the student has to do on the same line: "
                    "'### BEGIN SOLUTION Return the mean of the rows.'"
                )
            opened = number, begin["indent"], sentence
        elif opened is None:
            raise BuildError(f"{where}:{number}: END SOLUTION without a BEGIN SOLUTION before it")
        else:
            regions.append(Region(opened[0], number, opened[1], opened[2]))
            opened = None
    if opened is not None:
        raise BuildError(f"{where}:{opened[0]}: BEGIN SOLUTION without an END SOLUTION after it")
    return regions


def find_definitions(text: str, where: str) -> list[Definition]:
    """Return the top-level functions and classes of `text` in their order, each with its marked parts.

    Raises BuildError as `find_regions` does, for a syntax error, for a part outside of every function and class,
    and for a part that a cell mark (`# %%`) divides.
    """
    regions = [region for region in find_regions(text, where) if not region.comment]
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise BuildError(f"{where}:{error.lineno}: {error.msg}") from error
    definitions = [
        Definition(
            node.name,
            node.lineno,
            node.end_lineno or node.lineno,
            # a class may end before the mark that closes its last part, because comments belong to no node
            tuple(region for region in regions if node.lineno < region.begin <= (node.end_lineno or node.lineno)),
        )
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    owned = {region for definition in definitions for region in definition.regions}
    for region in regions:
        if region not in owned:
            raise BuildError(
                f"{where}:{region.begin}: a student's part must be inside the body of a top-level function or class"
            )
    for number in _divided(text, definitions):
        raise BuildError(f"{where}:{number}: this cell mark divides a function or class; keep an exercise in one cell")
    return definitions


def find_exercises(text: str, where: str) -> list[Definition]:
    """Return those definitions that hold a student's part; raises as `find_definitions` does."""
    return [definition for definition in find_definitions(text, where) if definition.regions]


def _divided(text: str, definitions: list[Definition]) -> Iterator[int]:
    lines = text.split("\n")
    for definition in definitions:
        last = max([definition.last, *(region.end for region in definition.regions)])
        for number in range(definition.first, last + 1):
            if _CELL.match(lines[number - 1]):
                yield number
