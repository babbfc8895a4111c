"""nbgrader's settings for this course; its commands work from the folder that holds this file (docs/instructors.md)."""

import os
import sys
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_grade

from grader.build.stubs import SentenceStubs

c = get_config()  # given by traitlets, which runs this file

# nbgrader calls alembic by its bare name, which stands beside python even where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "nn-by-hand"
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).resolve().parent / 'gradebook.db'}"

# A released stub raises NotImplementedError with its own sentence, the same text as in exercises/.
c.GenerateAssignment.preprocessors = [
    SentenceStubs if preprocessor is ClearSolutions else preprocessor
    for preprocessor in GenerateAssignment.preprocessors.default_args[0]
]

# Seconds for one cell. The checks limit every call themselves, and training on a busy machine takes its time: the
# longer limit is a last resort. The shorter one ends a cell of a student that would never end.
c.Execute.timeout_func = lambda cell: 1800 if is_grade(cell) else 60
c.Execute.interrupt_on_timeout = True
# The environment that runs nbgrader runs the notebooks, whatever a submission's metadata says.
c.Execute.kernel_name = "python3"
