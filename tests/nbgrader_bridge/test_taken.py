"""`nbgrader autograde` takes in work of any name and form; what was not examined is exported without a number."""

import csv
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons

from .conftest import MODULE, cell_of, graded_notebook, nbgrader, page, right_answers, said, submit, write_course

SOLVED = MODULE
WRONG = MODULE.replace("return 4 * half(x)", "return half(x)")


OTHER = """\
# %%
def third(x):
    ### BEGIN SOLUTION Return a third of the number.
    return x / 3
    ### END SOLUTION


# %%
def fourth(x):
    ### BEGIN SOLUTION Return a fourth of the number.
    return x / 4
    ### END SOLUTION
"""


def put(root: Path, student: str, files: dict[str, str | bytes]) -> Path:
    """Hand in files of any name."""
    folder = root / "submitted" / student / "lesson1"
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def scores(root: Path) -> dict[str, tuple[str, str]]:
    """Return everybody's exported score and status."""
    with (root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: (row["score"], row["status"]) for row in csv.DictReader(file)}


def reasons(root: Path) -> dict[str, str]:
    """Return what the export says about everybody."""
    with (root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: row["reason"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after a class of which few kept the release's name."""
    root = write_course(tmp_path_factory.mktemp("course"))
    assert build_lessons(all_lessons(root), write=True).problems == []
    nbgrader(root, "generate_assignment", "lesson1")
    (root / "solutions/lesson2").mkdir()
    (root / "solutions/lesson2/parts.py").write_text(OTHER)
    (root / "exercises/lesson2").mkdir()
    renamed = submit(root, "ordinary", right_answers(root)).read_bytes()
    put(root, "renamed", {"My lesson (2).ipynb": renamed})
    put(root, "module", {"numbers_by_hand.py": SOLVED, "scratch.py": "def double(x): return 0"})
    put(root, "wrong_module", {"numbers_by_hand.py": WRONG})
    put(root, "helped", {"my numbers.py": f"from tools import *\n{SOLVED}", "tools.py": "x = 1"})
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("work/numbers_by_hand.py", "import tools\n" + SOLVED)
        archive.writestr("work/tools.py", "x = 1")
    put(root, "zipped", {"work.zip": data.getvalue()})
    put(root, "two", {"a.ipynb": renamed, "b.ipynb": renamed})
    put(root, "pdf", {"lesson1.pdf": b"%PDF-1.7"})
    put(root, "broken", {"lesson1.ipynb": "{"})
    put(root, "nothing", {})
    put(root, "no_text", {"lesson1.ipynb": ""})
    renames = {name: text.replace("def double", "def my_double") for name, text in right_answers(root).items()}
    submit(root, "other_function", renames)
    plain = [new_code_cell(text) for text in right_answers(root).values()]
    put(root, "no_ids", {"lesson1.ipynb": nbformat.writes(new_notebook(cells=plain))})
    put(root, "other", {"lesson1.ipynb": nbformat.writes(new_notebook(cells=[new_code_cell(OTHER)]))})
    given = (root / "release/lesson1/lesson1.ipynb").read_bytes()
    put(root, "beside", {"lesson1.ipynb": given, "lesson1-solved.ipynb": renamed})
    put(root, "module_beside", {"lesson1.ipynb": given, "numbers_by_hand.py": SOLVED})
    submit(root, "short", right_answers(root), lambda nb: nb.cells.__delitem__(slice(5, None)))
    nbgrader(root, "db", "student", "add", "absent")
    (root / "first.log").write_text(nbgrader(root, "autograde", "lesson1"))
    nbgrader(root, "generate_feedback", "lesson1")
    nbgrader(root, "export")
    return root


def test_work_of_any_name_and_form_gets_its_points(graded):
    found = scores(graded)
    full = found["ordinary"]
    assert full == ("6.0", "graded")
    assert {name: found[name] for name in ("renamed", "module", "helped", "zipped")} == dict.fromkeys(
        ("renamed", "module", "helped", "zipped"), full
    )
    assert found["wrong_module"] == ("1.0", "graded")


def test_a_release_that_nobody_touched_does_not_hide_the_work_beside_it(graded):
    found = scores(graded)
    assert found["beside"] == found["module_beside"] == ("6.0", "graded")
    given = (graded / "release/lesson1/lesson1.ipynb").read_bytes()
    assert (graded / "submitted/beside/lesson1/lesson1.ipynb").read_bytes() == given
    assert "of 2 notebooks lesson1-solved.ipynb was taken" in reasons(graded)["beside"]
    assert "lesson1.ipynb: no work on the exercises, left aside" in reasons(graded)["module_beside"]
    assert "Handed in as lesson1-solved.ipynb and taken as lesson1.ipynb" in page(graded, "beside")
    assert "Skipping unknown notebook" not in (graded / "first.log").read_text()


def test_what_was_not_examined_is_no_number(graded):
    found = scores(graded)
    assert {name: found[name] for name in ("two", "pdf", "nothing", "broken", "absent")} == {
        "two": ("", "ambiguous"),
        "pdf": ("", "empty"),
        "nothing": ("", "empty"),
        "broken": ("", "unreadable"),
        "absent": ("", "not handed in"),
    }
    why = reasons(graded)
    assert "several notebooks: a.ipynb, b.ipynb" in why["two"]
    assert "lesson1.pdf (a PDF document)" in why["pdf"]
    assert "found no files" in why["nothing"]
    assert "This submission was not examined: there is nothing for lesson1" in page(graded, "nothing")


def test_the_work_of_another_lesson_under_the_name_of_this_one_is_said_to_be_that_and_has_no_number(graded):
    assert scores(graded)["other"] == ("", "empty")
    why = "this is the work of lesson2 (third, fourth) and holds nothing of lesson1"
    assert why in reasons(graded)["other"]
    assert f"This submission was not examined: {why}" in page(graded, "other")


def test_what_was_not_examined_is_not_said_to_be_so(graded):
    with (graded / "grades.csv").open(newline="") as file:
        examined = {row["student_id"]: row["examined"] for row in csv.DictReader(file)}
    assert {name: examined[name] for name in ("two", "pdf", "nothing", "broken", "absent", "ordinary")} == {
        **dict.fromkeys(("two", "pdf", "nothing", "broken", "absent"), ""), "ordinary": "all checks",
    }  # fmt: skip


def test_of_cells_that_were_put_back_the_log_speaks_once_a_student_and_never_of_a_module(graded):
    lines = [line for line in (graded / "first.log").read_text().splitlines() if "put back" in line]
    assert len([line for line in lines if " short: " in line]) == 1
    others = ("module", "zipped", "broken", "no_text", "nothing", "pdf", "two", "other")
    assert not [line for line in lines if any(f" {name}: " in line for name in others)]
    assert "SAWarning" not in (graded / "first.log").read_text()


def test_log_and_export_name_the_files_that_count_and_no_others(graded):
    log = (graded / "first.log").read_text()
    assert "module/lesson1/lesson1.ipynb: taken from numbers_by_hand.py\n" in log
    (zipped,) = [line for line in log.splitlines() if "zipped/lesson1/lesson1.ipynb: taken from" in line]
    assert "numbers_by_hand.py" in zipped
    assert "tools.py" not in zipped
    which = "of 2 notebooks lesson1-solved.ipynb was taken, although the name should be lesson1.ipynb"
    assert f"beside/lesson1/lesson1.ipynb: {which}\n" in log
    assert reasons(graded)["beside"] == which
    assert reasons(graded)["module"] == "taken from numbers_by_hand.py"
    assert reasons(graded)["renamed"] == "taken from My lesson (2).ipynb, although the name should be lesson1.ipynb"
    assert reasons(graded)["ordinary"] == ""


def test_a_zero_that_only_a_name_explains_is_said_to_be_worth_a_look(graded):
    assert scores(graded)["other_function"] == ("1.0", "graded")
    why = "worth a look: there is no `double` in the submission; there is `my_double`: did you rename it?"
    assert reasons(graded)["other_function"] == why


def test_an_empty_file_is_said_to_be_one(graded):
    assert scores(graded)["no_text"] == ("", "unreadable")
    assert reasons(graded)["no_text"].startswith("lesson1.ipynb is an empty file")


@pytest.mark.parametrize("student", ["module", "no_ids", "ordinary"])
def test_a_check_stands_under_what_it_checks_also_where_ids_are_lost(graded, student):
    cells = graded_notebook(graded, student).cells
    for name in ("double", "area"):
        work = next(place for place, cell in enumerate(cells) if f"def {name}(" in cell.source)
        check = cells.index(cell_of(graded_notebook(graded, student), f"test_{name}"))
        assert work < check
        assert student == "module" or check == work + 1
    assert ("Handed in as" in cells[0].source) == (student == "module")


def test_what_lies_there_and_is_not_graded_yet_is_not_said_to_be_missing(graded, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    put(root, "absent", {"lesson1.ipynb": (root / "release/lesson1/lesson1.ipynb").read_bytes()})
    nbgrader(root, "export")
    assert scores(root)["absent"] == ("", "not examined")
    assert reasons(root)["absent"] == "handed in and not graded yet: nbgrader autograde lesson1"


def test_the_feedback_says_what_was_taken(graded):
    assert "Handed in as My lesson (2).ipynb and taken as lesson1.ipynb" in page(graded, "renamed")
    assert "several notebooks" in said(graded, "two", "double")
    first = graded_notebook(graded, "module").cells
    assert any("numbers_by_hand.py" in cell.source for cell in first if cell.cell_type == "markdown")


def test_what_was_handed_in_stays_and_what_was_made_follows_it(graded, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    module = root / "submitted/wrong_module/lesson1/numbers_by_hand.py"
    assert module.read_text() == WRONG
    module.write_text(SOLVED)
    own = root / "submitted/module/lesson1/lesson1.ipynb"
    edited = nbformat.read(own, 4)
    edited.cells = edited.cells[:1]
    own.write_text(nbformat.writes(edited))
    nbgrader(root, "autograde", "lesson1", "--force", "--student", "wrong_module")
    nbgrader(root, "autograde", "lesson1", "--force", "--student", "module")
    nbgrader(root, "export")
    assert scores(root)["wrong_module"] == ("6.0", "graded")
    assert own.read_text() == nbformat.writes(edited)


@pytest.mark.skipif(sys.platform != "linux", reason="modes and capabilities as on Linux")
def test_a_folder_that_may_not_be_written_costs_nobody_else_the_taking_in(tmp_path, as_ordinary_user):
    root = write_course(tmp_path)
    assert build_lessons(all_lessons(root), write=True).problems == []
    nbgrader(root, "generate_assignment", "lesson1")
    folders = {student: put(root, student, {"my numbers.py": SOLVED}) for student in ("anna", "bob", "zoe")}
    folders["bob"].chmod(0o555)
    command = [sys.executable, "-m", "nbgrader", "autograde", "lesson1"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, preexec_fn=as_ordinary_user)
    folders["bob"].chmod(0o755)
    assert [student for student, folder in folders.items() if (folder / "lesson1.ipynb").exists()] == ["anna", "zoe"]
    assert "bob: nothing was taken in" in run.stderr
    assert "autograde this student again" in run.stderr
