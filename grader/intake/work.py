"""What was handed in as its author sees it: all cells, and among them the answers to free-text questions."""

from grader.course.answers import WorkCell, answers, module_work
from grader.intake.choose import Chosen
from grader.intake.expected import Expected
from grader.intake.files import Unreadable
from grader.intake.notebooks import CELL_LIMIT, plain_notebook
from grader.intake.text import text_of
from grader.protocol.text import sound


def work_of(chosen: Chosen) -> list[WorkCell]:
    """Return the cells of a submission, text included, without helpers; nothing of a notebook that has too many."""
    if chosen.notebook is None:
        own = [cell for module in chosen.modules if not module.helper for cell in module.cells]
        return [found for cell in own for found in module_work(sound(cell.source))]
    try:
        cells = plain_notebook(text_of(chosen.notebook.read(), chosen.notebook.label)).cells
    except (Unreadable, ValueError):  # its code was read, and that is graded
        return []
    return [WorkCell(cell.kind == "code", cell.text, cell.grade_id or "") for cell in cells]


def bounded(cells: list[WorkCell]) -> list[WorkCell]:
    """Return no more cells than are shown of a notebook, and a sentence that says so if there are more."""
    if len(cells) <= CELL_LIMIT:
        return cells
    left_out = f"*{len(cells) - CELL_LIMIT + 1:,} further cells are not shown here; they are in what was handed in.*"
    return [*cells[: CELL_LIMIT - 1], WorkCell(False, left_out)]


def answers_in(chosen: Chosen, wanted: Expected) -> dict[str, str]:
    """Return the text of each answer, by question, for those questions that are answered."""
    if not wanted.questions:
        return {}
    return answers(work_of(chosen), wanted.questions)
