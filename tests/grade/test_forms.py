"""The same work gets the same points in whatever form it is handed in, from `grader grade` as from pytest."""

import csv
import io
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.grade.test_intake import notebook

SCRATCH = """
import torch

class Scale:
    def __init__(self, factor): self.layer = torch.nn.Linear(1, 1)
    def __call__(self, x): return self.layer(x)

def double(x): raise NotImplementedError("later")
"""
PLOTS = """\
import IPython.display_of_nowhere, seaborn_of_nowhere as sns
from pandas_of_nowhere import DataFrame
sns.set_theme()
"""
PLOT = "def plot(table: DataFrame) -> None:\n    sns.lineplot(table)\n"
DOUBLE = "def double(x):\n    return twice(x)\n"
STANDINS = "class Scale:\n    def __call__(self, x): return forbidden\n"


def module(folder: Path, work: str, course: Path) -> None:
    (folder / "layers.py").write_text(work)


def given_folder(folder: Path, work: str, course: Path) -> None:
    shutil.copytree(course / "exercises/lesson1", folder, dirs_exist_ok=True)
    module(folder, work, course)


def with_scratch(folder: Path, work: str, course: Path) -> None:
    given_folder(folder, work, course)
    for name in ("compare.py", "a_first_try.py"):
        (folder / name).write_text(SCRATCH)
    (folder / "plots.ipynb").write_text(notebook("from layers import Scale", "Scale(3)(5)"))
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")


def without_a_library(folder: Path, work: str, course: Path) -> None:
    (folder / "layers.py").write_text(f"{PLOTS}\n{work}\n{PLOT}")


def notebook_without_a_library(folder: Path, work: str, course: Path) -> None:
    (folder / "lesson1.ipynb").write_text(notebook(f"{PLOTS}\n{work}", "sns.lineplot([3])", PLOT))


def one_notebook(folder: Path, work: str, course: Path) -> None:
    (folder / "lesson1.ipynb").write_text(notebook(work, "from grader import check", "check('lesson1', 'Scale')"))


def renamed_notebook(folder: Path, work: str, course: Path) -> None:
    (folder / "My solution (2).ipynb").write_text(notebook(work))


def notebook_beside_the_stub(folder: Path, work: str, course: Path) -> None:
    shutil.copytree(course / "exercises/lesson1", folder, dirs_exist_ok=True)
    one_notebook(folder, work, course)


def notebook_that_imports_the_module(folder: Path, work: str, course: Path) -> None:
    module(folder, work, course)
    (folder / "lesson1.ipynb").write_text(notebook("from layers import Scale, double as twice", DOUBLE))


def folder_in_folders(folder: Path, work: str, course: Path) -> None:
    (folder / "hand in/final").mkdir(parents=True)
    with_scratch(folder / "hand in/final", work, course)


def clone(folder: Path, work: str, course: Path) -> None:
    shutil.copytree(course, folder / "nn-by-hand-main", dirs_exist_ok=True)
    (folder / "nn-by-hand-main/exercises/lesson1/layers.py").write_text(work)
    bank = folder / "nn-by-hand-main/tests/bank/lesson1/layers"
    bank.mkdir(parents=True)
    for name in ("wheat_plain", "chaff_squares"):
        (bank / f"{name}.py").write_text(SCRATCH)


def clone_with_everything(folder: Path, work: str, course: Path) -> None:
    clone(folder, work, course)
    root = folder / "nn-by-hand-main"
    for number in range(3500):  # more than is looked at
        path = root / f".git/objects/{number % 256:02x}/{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    packages = root / "my env/lib/python3.12/site-packages/layers"
    packages.mkdir(parents=True)
    (root / "my env/pyvenv.cfg").write_text("home = /usr/bin\n")
    (root / "my env/layers.py").write_text(SCRATCH)
    (packages / "layers.py").write_text(SCRATCH)


def work_beside_an_untouched_clone(folder: Path, work: str, course: Path) -> None:
    shutil.copytree(course, folder, dirs_exist_ok=True)
    (folder / "lesson1.ipynb").write_text(notebook(work))


def zipped(make: Callable[[Path, str, Path], None]) -> Callable[[Path, str, Path], None]:
    def hand_in(folder: Path, work: str, course: Path) -> None:
        make(folder / "tmp", work, course)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted((folder / "tmp").rglob("*")):
                archive.write(path, path.relative_to(folder / "tmp"))
        shutil.rmtree(folder / "tmp")
        (folder / "work.zip").write_bytes(data.getvalue())

    return hand_in


def tarred(kind: str) -> Callable[[Path, str, Path], None]:
    def hand_in(folder: Path, work: str, course: Path) -> None:
        with_scratch(folder / "tmp", work, course)
        with tarfile.open(folder / f"work.tar.{kind}", f"w:{kind}") as archive:
            archive.add(folder / "tmp", "work")
        shutil.rmtree(folder / "tmp")

    return hand_in


FORMS = {
    "module": module,
    "the folder as it is": given_folder,
    "the folder with scratch files": with_scratch,
    "module without a library": without_a_library,
    "notebook": one_notebook,
    "notebook without a library": notebook_without_a_library,
    "notebook of another name": renamed_notebook,
    "notebook beside the stub": notebook_beside_the_stub,
    "notebook that imports the module": notebook_that_imports_the_module,
    "folder in folders": folder_in_folders,
    "clone": clone,
    "clone with everything": clone_with_everything,
    "work beside an untouched clone": work_beside_an_untouched_clone,
    "zip of a module": zipped(module),
    "zip of the folder": zipped(with_scratch),
    "zip of a clone": zipped(clone_with_everything),
    "tar.gz": tarred("gz"),
    "tar.bz2": tarred("bz2"),
    "tar.xz": tarred("xz"),
}


@pytest.fixture(scope="module")
def whole_course(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course as students get it: with stubs, stand-ins and what lies beside."""
    root = tmp_path_factory.mktemp("whole") / "course"
    shutil.copytree(course, root)
    stub = re.sub(
        r"### BEGIN SOLUTION (.*)\n.*\n *### END SOLUTION",
        r'raise NotImplementedError("\1")',
        (root / "solutions/lesson1/layers.py").read_text(),
    )
    assert stub.count("NotImplementedError") == 3
    (root / "exercises/lesson1/layers.py").write_text(stub)
    (root / "exercises/lesson1/standins.py").write_text(STANDINS)
    for name in ("grader", "data", "tests"):
        (root / name).mkdir()
        (root / name / "layers.py").write_text(SCRATCH)
    return root


@pytest.mark.parametrize("which", ["right", "wrong"])
def test_every_form_of_hand_in_gets_the_points_of_the_work_in_it(whole_course, tmp_path, which, right, wrong):
    work, points = {"right": (right + "# mine", "6"), "wrong": (wrong, "3")}[which]
    for student, make in FORMS.items():
        (tmp_path / "subs" / student / "tmp").mkdir(parents=True)
        make(tmp_path / "subs" / student, work, whole_course)
        shutil.rmtree(tmp_path / "subs" / student / "tmp", ignore_errors=True)
    command = [sys.executable, "-m", "grader", "grade", tmp_path / "subs", "--lesson", "lesson1", "--out"]
    run = subprocess.run([*command, tmp_path / "out"], cwd=whole_course, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    with (tmp_path / "out/grades.csv").open(newline="") as file:
        rows = {row["student"]: (row["score"], row["status"]) for row in csv.DictReader(file)}
    assert rows == dict.fromkeys(FORMS, (points, "graded"))


@pytest.mark.parametrize("form", FORMS)
def test_a_local_run_on_what_is_handed_in_agrees_with_the_grade(whole_course, tmp_path, form, wrong):
    (tmp_path / "tmp").mkdir()
    FORMS[form](tmp_path, wrong, whole_course)
    shutil.rmtree(tmp_path / "tmp", ignore_errors=True)
    command = [sys.executable, "-m", "pytest", "-q", "exercises/lesson1", f"--rootdir={whole_course}"]
    run = subprocess.run([*command, "--against", tmp_path], cwd=whole_course, capture_output=True, text=True)
    assert "3/6" in re.sub(r" *(of|/) *", "/", run.stdout), run.stdout + run.stderr
