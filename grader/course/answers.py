"""What was handed in, as cells: code, text, and the answers to free-text questions.

Nothing is run. A cell of text belongs to a question by the name in its mark, in a module
(`# %% [markdown] question="why" points=3`, or what jupytext makes of a notebook), or by nbgrader's id in a notebook; if
that was lost on the way, by its first line.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from grader.course.questions import Question, uncommented

LIMIT = 20_000  # characters of a text that is shown
CUT = "\n\n*The rest of this text is too long to be shown here; it is in the file that was handed in.*"
_MARK = re.compile(r"#[ ]?%%(?P<rest>.*)")
_TEXT = re.compile(r"\[(?:markdown|md)\]")
_NAME = re.compile(r'question=["\'](?P<name>\w{1,100})["\']|"grade_id": ?"(?P<id>\w{1,100})"')
_QUOTES = ('"""', "'''")


class WorkCell(msgspec.Struct, frozen=True):
    """A cell as it was handed in: code or text, and the question that a text is in answer to, "" if none."""

    code: bool
    source: str
    question: str = ""


def answers(cells: Sequence[WorkCell], questions: Iterable[Question]) -> dict[str, str]:
    """Return the text of each answer, by question; what is too long is cut, and says so."""
    asked = {question.name: question for question in questions}
    found = {name: cells[place].source for name, place in places(cells, asked.values()).items()}
    return {name: shortened(text) for name, text in found.items() if asked[name].answered(text)}


def places(cells: Sequence[WorkCell], questions: Iterable[Question]) -> dict[str, int]:
    """Return where the cell of each question is that has one.

    Of several copies the last one counts that holds an answer, because people copy a cell to keep it or to begin anew.
    """
    found = {}
    for question in questions:
        named = [place for place, cell in enumerate(cells) if cell.question == question.name]
        first = heading(question.text)
        alike = [place for place, cell in enumerate(cells) if not cell.question and heading(cell.source) == first]
        copies = [*alike, *named]
        answered = [place for place in copies if question.answered(cells[place].source)]
        for place in (answered or copies)[-1:]:
            found[question.name] = place
    return found


def shortened(text: str) -> str:
    """Return a text of at most `LIMIT` characters: its beginning, and a sentence that says so, if it is longer."""
    return text if len(text) <= LIMIT else text[: LIMIT - len(CUT)] + CUT


def heading(text: str) -> str:
    """Return the first line of a cell that says something."""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def module_work(text: str) -> list[WorkCell]:
    """Return a module as its author sees it: as cells, divided by the marks of jupytext's percent format."""
    found: list[WorkCell] = []
    mark, lines = "", []
    for line in [*text.replace("\r\n", "\n").split("\n"), "# %%"]:
        if _MARK.match(line) is None:
            lines.append(line)
            continue
        found += _cells(mark, lines)
        mark, lines = line, []
    return found


def _cells(mark: str, lines: list[str]) -> list[WorkCell]:
    """Return the text under a mark, and the code that follows it where the next mark was lost."""
    text: list[str] = []
    if _TEXT.search(mark):
        length = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
        quote = lines[length].strip()[:3] if length < len(lines) else ""
        if quote in _QUOTES:
            after = range(length if lines[length].count(quote) > 1 else length + 1, len(lines))
            end = next((n for n in after if quote in lines[n]), length)
            text, lines = [*lines[:length], *_unquoted(lines[length : end + 1], quote)], lines[end + 1 :]
        else:
            text, lines = lines[:length], lines[length:]
    name = _NAME.search(mark)
    question = (name["name"] or name["id"]) if name else ""
    cells = [WorkCell(False, uncommented(text), question)] if text else []
    code = "\n".join(lines).strip("\n")
    return [*cells, WorkCell(True, code)] if code.strip() else cells


def _unquoted(lines: list[str], quote: str) -> list[str]:
    return [line.replace(quote, "") for line in lines]
