"""The step of the demo that grades: from submitted/ to grades.csv and feedback/."""

from grader.demo.course import LESSON
from grader.demo.tools import Tools


def grade(tools: Tools, *, training: bool) -> bool:
    """Autograde everything handed in, write feedback and export; return whether every submission was graded.

    If nbgrader gives up on a submission, the others still get their scores.
    """
    options = [] if training else ["--ExaminerExecute.training=False"]
    complete = tools.run("nbgrader", "autograde", LESSON, *options, may_fail=True)
    tools.run("nbgrader", "generate_feedback", LESSON)
    tools.run("nbgrader", "export", "--to", "grades.csv")
    return complete
