"""nbgrader's settings for this course; its commands work from the folder that holds this file (docs/instructors.md)."""

import os
import sys
import warnings
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions, Execute, GetGrades, SaveAutoGrades, SaveCells
from sqlalchemy.exc import SAWarning

from grader.build.stubs import SentenceStubs
from grader.nbgrader_bridge import beside, pages, taken

c = get_config()  # noqa: F821 - given by traitlets, which runs this file

# nbgrader calls alembic by its bare name, which stands beside python even where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

# nbgrader adds a submission to its tables in an order that SQLAlchemy remarks on once a student; nothing is amiss.
warnings.filterwarnings("ignore", "Object of type <Submitted", SAWarning)

# Of what stands beside a notebook, no link and no page is ever copied, and a timestamp.txt without a date stops nobody.
beside.guard()

# What a student wrote runs in nobody's browser: neither in the feedback nor in the formgrader.
pages.guard()
c.GenerateFeedback.exporter_class = "grader.nbgrader_bridge.pages.FeedbackPage"

# What was handed in under another name than the release is taken in, and what was not examined is never exported as 0.
taken.install()
c.ExportApp.plugin_class = "grader.nbgrader_bridge.export.ExaminedExport"

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "nn-by-hand"
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).resolve().parent / 'gradebook.db'}"

BRIDGE = "grader.nbgrader_bridge"
OURS = {  # in place of nbgrader's own steps
    ClearSolutions: SentenceStubs,  # a released stub raises NotImplementedError with the same sentence as in exercises/
    SaveCells: f"{BRIDGE}.worth.SaveRelease",  # no score stays under a maximum for which nobody was graded
    Execute: f"{BRIDGE}.execute.ExaminerExecute",  # no kernel
    SaveAutoGrades: f"{BRIDGE}.marks.SaveExaminedGrades",  # no number for what was not examined
    GetGrades: f"{BRIDGE}.marks.ShowGrades",  # nor in the feedback
}
c.GenerateAssignment.preprocessors = [
    OURS.get(preprocessor, preprocessor) for preprocessor in GenerateAssignment.preprocessors.default_args[0]
]
c.GenerateFeedback.preprocessors = [
    OURS.get(preprocessor, preprocessor) for preprocessor in GenerateFeedback.preprocessors.default_args[0]
]

# Submissions are examined in isolated processes, where they reach neither the checks nor the gradebook, in place of
# nbgrader's kernel (docs/instructors.md). Settings: c.ExaminerExecute.isolation, .training, .lesson, .seed, .limits.
c.Autograde.exporter_class = "grader.nbgrader_bridge.exporter.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "grader.nbgrader_bridge.cells.RestoreCells",
    *Autograde.sanitize_preprocessors.default_args[0],
]
c.Autograde.autograde_preprocessors = [
    OURS.get(preprocessor, preprocessor) for preprocessor in Autograde.autograde_preprocessors.default_args[0]
]

# The formgrader shows the rubric under each answer; it is in no file that students get.
c.HTMLExporter.preprocessors = ["grader.nbgrader_bridge.rubrics.ShowRubrics"]
