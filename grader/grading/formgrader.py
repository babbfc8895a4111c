"""What the formgrader needs beside the gradebook: a notebook of each submission, and nbgrader's settings.

A person marks there. The notebook shows what was handed in, cell by cell: the answers to questions as nbgrader's
manually graded cells, and under the code of each exercise what the checks say of it.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.course.answers import LIMIT, WorkCell, places, shortened
from grader.course.files import SIZE_LIMIT
from grader.course.questions import Question
from grader.grading.store import write_file
from grader.protocol.defined import defined_in
from grader.protocol.text import clean
from grader.results.exercise import ExerciseResult
from grader.results.points import number_text
from grader.results.text import exercise_text, load_error_text, wrapped
from grader.results.verdict import GRADED, Verdict

NOTE = "nn_by_hand"  # our key in a notebook's metadata; anything that a student wrote under it is dropped
NAME_BYTES = 255  # of a folder's name, on every file system
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SETTINGS = '''\
"""nbgrader's settings for this folder, which `grader grade` has written: for the formgrader and generate_feedback."""

from pathlib import Path

from grader.nbgrader_bridge import beside, pages

c = get_config()  # noqa: F821 - given by traitlets, which runs this file

beside.guard()
pages.guard()
c.GenerateFeedback.exporter_class = "grader.nbgrader_bridge.pages.FeedbackPage"
c.HTMLExporter.preprocessors = ["grader.nbgrader_bridge.rubrics.ShowRubrics"]
c.ShowRubrics.course = {course!r}

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = {course_id!r}
'''


def write_settings(folder: Path, course_id: str, course: Path) -> None:
    """Write nbgrader_config.py into a folder with results, unless there is one; raises StoreError."""
    path = folder / "nbgrader_config.py"
    if not path.exists():
        write_file(path, SETTINGS.format(course_id=course_id, course=str(course)).encode())


def notebook_file(folder: Path, student: str, lesson: str) -> Path | None:
    """Return where the formgrader looks for a student's notebook; None if no folder can have the student's name."""
    if Path(student).name != student or student in (".", "..") or len(os.fsencode(student)) > NAME_BYTES:
        return None
    return folder / "autograded" / student / lesson / f"{lesson}.ipynb"


def write_notebook(path: Path, work: Sequence[WorkCell], questions: Sequence[Question], verdict: Verdict) -> None:
    """Write the notebook of a submission; raises StoreError, and ImportError without nbformat."""
    import nbformat
    from nbformat.v4 import new_notebook

    cells = [_text_cell(f"`{verdict.lesson}`, as it was handed in. The checks give {_points(verdict)}.")]
    cells += [_code_cell("", [load_error_text(error) for error in verdict.load_errors])] if verdict.load_errors else []
    cells += handed_in(work, questions, verdict)
    note = {} if verdict.status in GRADED else {"status": verdict.status, "unreadable": clean(verdict.detail)}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL, NOTE: note})
    write_file(path, nbformat.writes(notebook).encode())


def _points(verdict: Verdict) -> str:
    return f"{verdict.score_text} of {number_text(verdict.max_score)} points"


def handed_in(work: Sequence[WorkCell], questions: Sequence[Question], verdict: Verdict) -> Iterator[Any]:
    """Yield the cells of a submission, and the cells for points: after the code that they are for, or at the end."""
    found = places(work, questions)
    asked = {question.name: question for question in questions}
    here = {place: asked[name] for name, place in found.items()}
    exercises = {exercise.name: exercise for exercise in verdict.exercises}
    said: set[str] = set()
    code = [(place, cell.source) for place, cell in enumerate(work) if cell.code]
    last = {name: place for place, source in code for name in defined_in(source, nested=False)}
    for place, cell in enumerate(work):
        if place in here:
            yield _answer_cell(here[place], cell.source)
        elif not cell.code:
            yield _text_cell(cell.source)
        else:
            names = [name for name in exercises if last.get(name) == place]
            yield _code_cell(cell.source, name=names[0] if names else "")
            for name in names:
                yield _points_cell(exercises.pop(name), said)
    for question in questions:
        if question.name not in found:
            yield _answer_cell(question, f"{question.text}\n\n*Not found in what was handed in.*")
    for exercise in exercises.values():
        yield _points_cell(exercise, said)


def _text_cell(text: str) -> Any:
    from nbformat.v4 import new_markdown_cell

    return new_markdown_cell(clean(shortened(text), LIMIT))


def _answer_cell(question: Question, text: str) -> Any:
    cell = _text_cell(text)
    cell.metadata["nbgrader"] = _nbgrader(question.name, solution=True, points=question.points)
    return cell


def _code_cell(source: str, shown: Sequence[str] = (), name: str = "", points: float | None = None) -> Any:
    from nbformat.v4 import new_code_cell, new_output

    text = "\n".join(map(clean, shown)) + "\n"
    cell = new_code_cell(clean(source, SIZE_LIMIT), outputs=[new_output("stream", name="stdout", text=text)])
    if not shown:
        cell.outputs = []
    if name:
        cell.metadata["nbgrader"] = _nbgrader(name, solution=points is None, points=points)
    return cell


def _points_cell(exercise: ExerciseResult, said: set[str]) -> Any:
    source = f'check("{exercise.lesson}", "{exercise.name}")'
    return _code_cell(source, [wrapped(exercise_text(exercise, said=said))], f"test_{exercise.name}", exercise.points)


def _nbgrader(grade_id: str, *, solution: bool, points: float | None) -> dict[str, Any]:
    found = {"schema_version": 3, "grade_id": grade_id, "grade": points is not None, "solution": solution,
             "locked": not solution, "task": False}  # fmt: skip
    return found if points is None else {**found, "points": points}
