"""Free-text questions of a reference module, which a person grades.

A question is a markdown cell whose mark gives it a name and points:

    # %% [markdown] question="why_batch_norm" points=3
    # Why does batch norm help here?
    #
    # ### BEGIN SOLUTION Answer in two or three sentences.
    # A model answer, and what each point is given for.
    # ### END SOLUTION

What stands between the two marks is the rubric: only the instructor's notebook has it. Students get the sentence of the
first mark, and write their answer in its place.
"""

import re
from dataclasses import dataclass

from grader.course.regions import BuildError, Region, find_regions

_CELL = re.compile(r"#[ ]?%%.*")
_QUESTION = re.compile(r'# %% \[markdown\] question="(?P<name>[a-z]\w*)" points=(?P<points>\d+(?:\.\d+)?)', re.ASCII)


@dataclass(frozen=True)
class Question:
    """One free-text question; `points` are given by hand and are no part of the automatic maximum."""

    name: str
    points: float


def find_questions(text: str, where: str) -> list[Question]:
    """Return the questions of a reference module in order.

    `where` names the text in messages. Raises BuildError, which says what to do, for a malformed mark, for a question
    without exactly one rubric, and for a rubric outside of every question.
    """
    found: list[Question] = []
    rubrics = [region for region in find_regions(text, where) if region.comment]
    lines = text.split("\n")
    cells = [number for number, line in enumerate(lines, 1) if _CELL.fullmatch(line)]
    for begin, end in zip(cells, [*cells[1:], len(lines) + 1], strict=True):
        inside = [region for region in rubrics if begin < region.begin < end]
        rubrics = [region for region in rubrics if region not in inside]
        mark = _QUESTION.fullmatch(lines[begin - 1].rstrip())
        if mark is None:
            _forbid(lines[begin - 1], inside, f"{where}:{begin}")
            continue
        if len(inside) != 1:
            raise BuildError(
                f"{where}:{begin}: a question needs one rubric, between '# ### BEGIN SOLUTION <what to answer>' and "
                f"'# ### END SOLUTION'; here are {len(inside)}"
            )
        found.append(Question(mark["name"], float(mark["points"])))
    for region in rubrics:
        _forbid("", [region], f"{where}:{region.begin}")
    return found


def _forbid(mark: str, rubrics: list[Region], where: str) -> None:
    if rubrics or "question" in mark:
        raise BuildError(
            f"{where}: the mark of a question with its rubric reads '# %% [markdown] question=\"name_of_it\" points=3'"
        )
