"""A lesson as an nbgrader source notebook.

The cells come from the reference modules through jupytext; added here is what nbgrader needs to know about them: an
exercise is a solution cell followed by a test cell, a free-text question is a manually graded cell, provided code is
read-only, plots and trainings are skipped when nbgrader executes the notebook, everything else stays plain.
The rubric of a question is its solution: nbgrader cuts it out of the release as it cuts code.
Cell ids depend on the content alone, so that the same sources give the same file.
"""

import ast
import hashlib
from collections.abc import Sequence
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.course.catalogue import Exercise
from grader.course.lesson import Lesson
from grader.course.questions import find_questions
from grader.course.regions import BuildError, find_exercises

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_HOW_TO = """\
**How to work with this notebook.** Replace each `raise NotImplementedError(...)` with your own code; its text says \
what to do. The cell after an exercise checks it: run it as often as you like, it shows your points and what is \
still wrong. Cells with provided code and checks are read-only; add cells of your own wherever you want to try \
something. Before you hand in, choose *Kernel → Restart & Run All* once."""
_QUESTIONS = """ A cell that ends with *Your answer here* asks for text: a person reads it and gives its points."""


def notebook_text(lesson: Lesson, exercises: Sequence[Exercise], *, training: bool = True) -> str:
    """Return the notebook of a lesson as the text of its .ipynb file.

    `exercises` gives the points, from the catalogue; without `training`, those of the checks that train are left out.
    Raises BuildError if a cell holds more than one exercise, or if two modules provide different code under one name,
    where the later would replace the earlier.
    """
    worth = {e.name: e.points if training else e.points - e.training_points for e in exercises}
    cells = [cell for path in lesson.modules() for cell in _module_cells(path, lesson, worth)]
    _forbid_replacing(cells, lesson)
    introduction = 1 if cells and cells[0].cell_type == "markdown" else 0
    how_to = _HOW_TO + (_QUESTIONS if lesson.questions() else "")
    cells.insert(introduction, new_markdown_cell(how_to))
    if not introduction:
        cells.insert(0, new_markdown_cell(f"# {lesson.name}"))
    _name_cells(cells)
    notebook = new_notebook(cells=cells, metadata={"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    text: str = nbformat.writes(notebook)
    return text + "\n"


def _module_cells(path: Path, lesson: Lesson, worth: dict[str, float]) -> list[NotebookNode]:
    cells: list[NotebookNode] = []
    questions = {question.name: question for question in find_questions(path.read_text("utf-8"), lesson.label(path))}
    for cell in jupytext.reads(path.read_text("utf-8"), fmt="py:percent").cells:
        cell.metadata.pop("lines_to_next_cell", None)  # jupytext's own note about blank lines
        if cell.cell_type != "code":
            cell.metadata.pop("points", None)
            if question := questions.get(cell.metadata.pop("question", "")):
                manual = _nbgrader(question.name, grade=True, solution=True) | {"points": question.points}
                cell.metadata["nbgrader"] = manual
            cells.append(cell)
            continue
        tree = ast.parse(cell.source)
        if len(tree.body) == 1 and ast.get_docstring(tree) is not None:
            continue  # the module's docstring is for readers of the module; the notebook has its narrative
        cells.append(cell)
        names = [exercise.name for exercise in find_exercises(cell.source, lesson.label(path))]
        if len(names) > 1:
            raise BuildError(f"{lesson.label(path)}: {' and '.join(names)} share a cell; begin a new one with # %%")
        if names:
            cell.metadata["nbgrader"] = _nbgrader(names[0], solution=True)
            cells.append(_test_cell(lesson, names[0], worth[names[0]]))
        elif provided := _provided(tree.body):
            cell.metadata["nbgrader"] = _nbgrader(f"provided_{path.stem}_{provided}", locked=True)
        elif _only_by_hand(tree.body):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "skip-execution"]
    return cells


def _test_cell(lesson: Lesson, name: str, points: float) -> NotebookNode:
    source = f'from grader import check\n\ncheck("{lesson.name}", "{name}")'
    metadata = _nbgrader(f"test_{name}", grade=True, locked=True) | {"points": points}
    cell: NotebookNode = new_code_cell(source, metadata={"nbgrader": metadata})
    return cell


def _nbgrader(grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False) -> dict[str, object]:
    return {
        "schema_version": 3,
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "solution": solution,
        "task": False,
    }


def _provided(body: Sequence[ast.stmt]) -> str:
    """Return a name for a cell of provided code: its first definition, or "imports"; empty for any other cell."""
    names = [node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    imports = any(isinstance(node, ast.Import | ast.ImportFrom) for node in body)
    return names[0] if names else "imports" if imports else ""


def _only_by_hand(body: Sequence[ast.stmt]) -> bool:
    """Return whether this cell is under `if __name__ == "__main__":`, as plots and trainings are; grading skips it."""
    return len(body) == 1 and isinstance(body[0], ast.If) and ast.unparse(body[0].test) == "__name__ == '__main__'"


def _forbid_replacing(cells: Sequence[NotebookNode], lesson: Lesson) -> None:
    """Raise BuildError if a later module redefines a name differently: a notebook has only one namespace."""
    defined: dict[str, str] = {}
    for cell in cells:
        if cell.cell_type != "code":
            continue
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                code = ast.unparse(node)
                if defined.setdefault(node.name, code) != code:
                    raise BuildError(
                        f"{lesson.name}: {node.name} is defined twice, differently; "
                        "all modules of a lesson share one notebook, so rename one of the two"
                    )


def _name_cells(cells: Sequence[NotebookNode]) -> None:
    """Give each cell an id and each nbgrader cell a grade_id that no other cell of the notebook has."""
    seen: dict[str, int] = {}
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        nbgrader = cell.metadata.get("nbgrader", {})
        name = nbgrader.get("grade_id", digest)
        seen[name] = seen.get(name, 0) + 1
        unique = name if seen[name] == 1 else f"{name}-{seen[name]}"
        cell["id"] = unique[:64]
        if nbgrader:
            nbgrader["grade_id"] = unique
