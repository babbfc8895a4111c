"""The preprocessor that replaces nbgrader's `Execute`: it runs no kernel but gets a verdict from the examiner.

nbgrader_config.py puts it in place of `Execute` in `c.Autograde.autograde_preprocessors`; its settings are under
`c.ExaminerExecute`.
"""

from pathlib import Path
from typing import Any

from msgspec.structs import replace
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Dict, Enum, Integer, Unicode
from traitlets.config import Configurable

from grader.course.cells import cell_file
from grader.course.files import SIZE_LIMIT, too_long
from grader.errors import GraderError
from grader.grading.formgrader import NOTE
from grader.grading.options import read_limits
from grader.grading.run import RunSettings
from grader.intake.files import Unreadable
from grader.nbgrader_bridge.marks import CHANGED, OPEN
from grader.nbgrader_bridge.outputs import fill_test_cell, points_and_text, show_load_errors
from grader.nbgrader_bridge.reading import linked, with_helpers
from grader.nbgrader_bridge.run import AutogradeRun, run_for
from grader.nbgrader_bridge.worth import worth_of
from grader.processes.processors import available_processors
from grader.protocol.source import Cell, Module
from grader.results.points import number_text
from grader.results.verdict import INCOMPLETE, Verdict

PREFIX = "test_"


class ExaminerExecute(NbGraderPreprocessor):
    """Examines a submission in processes of its own and writes the verdict into its test cells."""

    enabled = Bool(True, help="Always on, because a test cell without output would get full marks.")

    lesson = Unicode("", help="The lesson whose checks count; if empty, the assignment's name.").tag(config=True)
    isolation = Enum(
        ["auto", "strict", "none"],
        "auto",
        help="How candidates are isolated: all layers that the kernel grants, bubblewrap, or limits only.",
    ).tag(config=True)
    training = Bool(True, help="Whether to run the checks that train a model.").tag(config=True)
    seed = Integer(
        None, allow_none=True, help="Replay this seed; by default one is drawn per assignment and recorded."
    ).tag(config=True)
    limits = Dict({}, help='Limits for a submission by name, as in {"call_seconds": 3}.').tag(config=True)
    jobs = Integer(0, min=0, help="How many submissions are examined at a time; 0 for one per core.").tag(config=True)

    def settings(self) -> RunSettings:
        """Return the settings; raises GraderError for an unknown limit."""
        limits = read_limits(None, [f"{name}={value}" for name, value in self.limits.items()])
        jobs = self.jobs or available_processors()
        return RunSettings(
            lesson=self.lesson,
            isolation=self.isolation,
            training=self.training,
            seed=self.seed,
            limits=limits,
            jobs=jobs,
        )

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Examine one notebook."""
        names = resources["nbgrader"]
        student, notebook = names["student"], names["notebook"]
        run = self._run(names["assignment"])
        notes = nb.metadata.get(NOTE, {})
        found_so = [*notes.pop("notes", [])]
        examined: list[NotebookNode] = []
        if reason := notes.get("unreadable"):
            verdict = run.refuse(student, notes.get("status", "unreadable"), reason)
        else:
            try:
                source, examined = code_of(nb, notebook)
                folders = self._folders(names["assignment"], student, resources)
                verdict = self._examine(run, student, Module(notebook, source), folders)
            except Unreadable as error:
                verdict = run.refuse(student, "unreadable", str(error))
            except Exception as error:  # whatever it is, this student gets a grade and the others are graded too
                self.log.exception("The examination of %s broke off", student)
                verdict = run.refuse(student, "failed", f"the examination broke off: {type(error).__name__}: {error}")
        answers = {
            cell.metadata.nbgrader.grade_id: cell.source for cell in nb.cells if is_grade(cell) and is_solution(cell)
        }
        before = run.earlier(student, notebook)
        changed = [name for name, text in answers.items() if before is None or before.answers.get(name) != text]
        handed_in = notes.get("handed_in", "")
        verdict = replace(verdict, worth=worth_of(nb), notes=found_so, answers=answers, handed_in=handed_in)
        place = run.keep(student, notebook, verdict)
        if verdict.status == INCOMPLETE:  # nbgrader then keeps no score and says so; a number would be a lost point
            raise GraderError(f"{student}: {verdict.detail}")
        not_examined = write_verdict(nb, verdict, examined, run.settings.training, notes.get("language", ""))
        layers = {"isolation": verdict.isolation, "layers": list(verdict.layers), "digest": verdict.digest}
        grades = {OPEN: not_examined, CHANGED: changed}
        nb.metadata[NOTE] = {**notes, "status": verdict.status, "verdict": place.name, **layers, **grades}
        score = f"{verdict.score_text} of {number_text(verdict.max_score)}"
        self.log.info("Examined %s: %s points, %s; verdict in %s", student, score, verdict.status, place)
        return nb, resources

    def _folders(self, assignment: str, student: str, resources: Any) -> list[Path]:
        """Return the folders of a submission's further files; not nbgrader's copies, which follow links."""
        course = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if course is None:
            return [Path(resources.get("metadata", {}).get("path", ""))]
        return submission_folders(course, assignment, student)

    def _run(self, assignment: str) -> AutogradeRun:
        """Return the run of this command, begun by the exporter, or here if another exporter is configured."""
        run = run_for(self.parent or self, self.settings())
        converter = getattr(self.parent, "parent", None)
        course = getattr(converter, "coursedir", None)
        run.prepare(Path(course.root) if course is not None else Path.cwd(), assignment)
        run.wait()
        return run

    def _examine(self, run: AutogradeRun, student: str, module: Module, folders: list[Path]) -> Verdict:
        if too_long(module):
            raise Unreadable(f"the code of {module.name} is longer than {SIZE_LIMIT // 2**20} MB")
        modules = with_helpers(module, folders)
        self.log.debug("%s begun early: %s", student, run.begun(student, modules))
        return run.examine(student, modules)


def settings_of(parent: Configurable) -> RunSettings:
    """Return the settings of ExaminerExecute from a configuration; raises GraderError."""
    return ExaminerExecute(parent=parent).settings()


def code_of(nb: NotebookNode, notebook: str) -> tuple[list[Cell], list[NotebookNode]]:
    """Return the code of a notebook, and its cells by number: `lesson5[3]` in a message means In [3].

    nbgrader's test cells are left empty: they are not the student's.
    """
    cells = [cell for cell in nb.cells if cell.cell_type == "code"]
    found = []
    for number, cell in enumerate(cells, 1):
        cell.execution_count, cell.outputs = number, []
        source = "" if _test(cell) else cell.source
        found.append(Cell(cell_file(f"{notebook}.ipynb", number), source, notebook=True))
    return found, cells


def submission_folders(course: CourseDirectory, assignment: str, student: str) -> list[Path]:
    """Return the folder that a student handed in, and the instructor's, whose files replace the student's."""
    handed_in = course.format_path(course.submitted_directory, student, assignment)
    source = course.format_path(course.source_directory, ".", assignment)
    folders = [Path(course.root, handed_in), Path(course.root, source)]
    return folders[1:] if linked(folders[0]) else folders


def write_verdict(
    nb: NotebookNode, verdict: Verdict, examined: list[NotebookNode], training: bool, language: str = ""
) -> list[str]:
    """Write a verdict into a notebook: errors at the cells that did not run, points and text into every test cell.

    Returns the grade ids of the cells that have no points because something of their exercise was not examined.
    """
    show_load_errors(examined, verdict)
    not_examined = []
    said: set[str] = set()
    for number, cell in enumerate((cell for cell in nb.cells if cell.cell_type == "code"), 1):
        if _test(cell):
            name, worth = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
            points, text = points_and_text(verdict, name.removeprefix(PREFIX), worth, training, said)
            if points is None:
                not_examined.append(name)
            elif language and points < worth:
                text += f"\n    the notebook says that its language is {language}, but it was read as Python"
            fill_test_cell(cell, points, text, number)
    return not_examined


def _test(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
