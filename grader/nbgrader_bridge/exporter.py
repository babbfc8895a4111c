"""The exporter of `nbgrader autograde`, which begins a run before it reads the first notebook."""

import importlib
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException

from grader.errors import GraderError
from grader.nbgrader_bridge.ahead import Ahead
from grader.nbgrader_bridge.execute import PREFIX, settings_of
from grader.nbgrader_bridge.reading import read_notebook
from grader.nbgrader_bridge.run import AutogradeRun, run_for
from grader.nbgrader_bridge.taken import handed_in_again


class SubmissionExporter(NotebookExporter):
    """Reads notebooks for `nbgrader autograde` and never fails on one; first makes sure that grading is safe here.

    Raises NbGraderException, which ends the run before anything is graded, if candidates cannot be isolated.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ahead: Ahead | None = None
        converter = self.parent
        if converter is not None and getattr(converter, "coursedir", None) is not None:
            try:
                run = run_for(self, settings_of(self))
                course = converter.coursedir
                run.prepare(Path(course.root), course.assignment_id, partial(_stays, converter))
                self.ahead = Ahead(converter, run)
                _import_what_nbgrader_will_need()
                run.wait()
            except GraderError as error:
                self.log.error("%s", error)  # noqa: TRY400  the sentence says it all
                raise NbGraderException(str(error)) from None
            self.log.info("%s", run.run.isolation)
            if not run.settings.training and (names := _without_points(run, course.db_url, course.assignment_id)):
                self.log.warning(
                    "Trainings are left out, and the release gives points for them: %s will have no automatic score. "
                    "Grade with them, or release without their points (grader build --no-training) before you hand out",
                    ", ".join(names),
                )  # fmt: skip

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Convert a notebook file; see nbconvert. nbgrader reads twice: the submitted file, then its own copy."""
        if not getattr(self.parent, "_sanitizing", True):
            as_handed_in: tuple[Any, Any] = super().from_filename(filename, resources, **kw)
            return as_handed_in
        if self.ahead is not None:
            self.ahead.reach(filename)
        path = Path(filename)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        sanitized: tuple[Any, Any] = self.from_notebook_node(read_notebook(path), resources, **kw)
        return sanitized


def _stays(converter: Any, student: str) -> bool:
    """Return whether a student's earlier grade stays: of those named, --force and a new hand-in make it anew."""
    course = converter.coursedir
    named = fnmatch(student, course.student_id) and student not in course.student_id_exclude.split(",")
    folders = (
        course.format_path(course.submitted_directory, student, course.assignment_id),
        converter._format_dest(course.assignment_id, student),
    )
    anew = named and (converter.force or handed_in_again(course, student))
    return all(Path(course.root, folder).exists() for folder in folders) and not anew


def _without_points(run: AutogradeRun, db_url: str, assignment: str) -> list[str]:
    """Return the exercises that are worth more in the release than all checks that are run."""
    ready = run.run.service.ready
    points = ready.exercises() if ready else {}
    with Gradebook(db_url) as book:
        try:
            cells = [cell for notebook in book.find_assignment(assignment).notebooks for cell in notebook.grade_cells]
        except MissingEntry:
            return []
        tests = {cell.name.removeprefix(PREFIX): cell.max_score for cell in cells if cell.name.startswith(PREFIX)}
    return [name for name, worth in tests.items() if points.get(name, 0) < worth]


def _import_what_nbgrader_will_need() -> None:
    """Load nbgrader's gradebook and validate a first notebook, which takes seconds, while a worker starts."""
    importlib.import_module("nbgrader.api")
    nbformat.validate(new_notebook())
