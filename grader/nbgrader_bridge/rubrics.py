"""The rubrics of free-text questions, for the person who marks the answers in the formgrader, and for nobody else."""

from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.utils import is_grade, is_solution
from traitlets import Unicode

from grader.course.lesson import Lesson
from grader.course.questions import Question
from grader.course.root import find_root
from grader.errors import GraderError

HEAD = "**Rubric**, not shown to students. An answer may also stand in a cell below."


class ShowRubrics(Preprocessor):
    """Puts the rubric under each answer when the formgrader shows a notebook.

    nbgrader_config.py names it for the exporter of pages. Only the formgrader says which submission it shows, so
    feedback has no rubric; and it comes from the references each time, so no file with a student's work holds it.
    """

    course = Unicode("", help="The folder of the course; if empty, that of nbgrader_config.py.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with rubrics, or as it is for feedback or if the lesson has none."""
        if "submission_id" not in resources:
            return nb, resources
        rubrics = {question.name: question for question in self._questions(str(resources.get("assignment_id", "")))}
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            question = rubrics.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if question is not None and is_grade(cell) and is_solution(cell):
                cells.append(new_markdown_cell(_quoted(f"{HEAD}\n\n{question.rubric}")))
        nb.cells = cells
        return nb, resources

    def _questions(self, assignment: str) -> list[Question]:
        try:
            root = find_root(Path(self.course or self.config.CourseDirectory.root))
            lesson = self.config.ExaminerExecute.get("lesson") or assignment
            return Lesson(root, lesson).questions()
        except (GraderError, OSError, TypeError) as error:
            self.log.warning("No rubrics: %s", error)
            return []


def _quoted(text: str) -> str:
    """Return markdown as a quotation, which sets it apart from what the student wrote."""
    return "\n".join(f"> {line}" for line in text.split("\n"))
