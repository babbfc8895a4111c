"""Free-text questions of a reference module, which a person marks.

A question is a markdown cell whose first line gives it a name and points:

    # %% [markdown] question="why_batch_norm" points=3
    # Why does batch norm help here?
    #
    # ### BEGIN SOLUTION Write two or three sentences in place of this line.
    # A model answer, and what each point is given for.
    # ### END SOLUTION

What stands between the two marks is the rubric: only the reference, the instructor's notebook and the formgrader have
it. Students get the sentence of the first mark, and write their answer in its place. `answers.py` finds it there.
"""

import itertools
import re
import textwrap
from dataclasses import dataclass

from grader.course.regions import BuildError, Region, find_regions

WIDTH = 118  # of a line of text, which a module has after "# "
_CELL = re.compile(r"#[ ]?%%.*")
_QUESTION = re.compile(r'# %% \[markdown\] question="(?P<name>[a-z]\w*)" points=(?P<points>\d+(?:\.\d+)?)', re.ASCII)


@dataclass(frozen=True)
class Question:
    """One free-text question; its points are given by hand and are no part of what the checks are worth.

    `text` is the markdown that students get, with a line that says where to answer; `rubric` is what the points are
    for.
    """

    name: str
    points: float
    text: str = ""
    rubric: str = ""

    def answered(self, text: str) -> bool:
        """Return whether a cell holds more than what students got."""
        given = {" ".join(line.split()) for line in ["", *self.text.split("\n")]}
        return any(" ".join(line.split()) not in given for line in text.split("\n"))


def placeholder(sentence: str) -> list[str]:
    """Return the lines that stand where the answer is to be written."""
    return textwrap.wrap(f"**Your answer here.** {sentence}", WIDTH, break_long_words=False)


def find_questions(text: str, where: str) -> list[Question]:
    """Return the questions of a reference module in order.

    `where` names the text in messages. Raises BuildError, which says what to do, for a malformed mark, for a question
    without exactly one rubric, and for a rubric outside of every question.
    """
    found: list[Question] = []
    rubrics = [region for region in find_regions(text, where) if region.comment]
    lines = text.split("\n")
    cells = [number for number, line in enumerate(lines, 1) if _CELL.fullmatch(line)]
    for begin, end in itertools.pairwise([*cells, len(lines) + 1]):
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
        rubric = inside[0]
        asked = [*lines[begin : rubric.begin - 1], *placeholder(rubric.sentence), *lines[rubric.end : end - 1]]
        found.append(
            Question(
                mark["name"],
                float(mark["points"]),
                uncommented(asked),
                uncommented(lines[rubric.begin : rubric.end - 1]),
            )
        )
    for region in rubrics:
        _forbid("", [region], f"{where}:{region.begin}")
    return found


def uncommented(lines: list[str]) -> str:
    """Return the text of a module's markdown cell."""
    return "\n".join(re.sub(r"^# ?", "", line).rstrip() for line in lines).strip("\n")


def _forbid(mark: str, rubrics: list[Region], where: str) -> None:
    if rubrics or "question" in mark:
        raise BuildError(
            f"{where}: the mark of a question with its rubric reads '# %% [markdown] question=\"name_of_it\" points=3'"
        )
