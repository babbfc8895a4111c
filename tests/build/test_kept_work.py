"""`grader build` never destroys a person's work."""

import hashlib
from pathlib import Path

import pytest

from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons


def build(root: Path, *, replace: bool = True) -> str:
    return "\n".join(build_lessons(all_lessons(root), write=True, replace=replace).done)


def test_a_solved_stub_stays_and_the_notebook_is_written(course: Path):
    build(course)
    path, notebook = course / "exercises/lesson1/layers.py", course / "source/lesson1/lesson1.ipynb"
    work = path.read_text() + "\n# my work"
    path.write_text(work)
    notebook.unlink()
    said = build(course, replace=False)
    assert "left exercises/lesson1/layers.py as it is" in said
    assert "grader build lesson1 --replace" in said
    assert path.read_text() == work
    assert notebook.exists()
    assert list(course.rglob("*.kept*")) == []


@pytest.mark.parametrize("file", ["exercises/lesson1/layers.py", "source/lesson1/lesson1.ipynb"])
def test_a_solved_stub_or_an_edited_notebook_is_kept_beside_the_new_one(course: Path, file: str):
    build(course)
    path = course / file
    built = path.read_text()
    for number, work in enumerate([built + "\n# my work", built + "\n# more of it"], 1):
        path.write_text(work)
        kept = path.with_name(f"{path.name}.kept{number}")
        assert f"as {kept.relative_to(course)}" in build(course)
        assert (path.read_text(), kept.read_text()) == (built, work)


def test_what_an_earlier_build_wrote_is_replaced_without_a_copy(course: Path):
    build(course)
    reference = course / "solutions/lesson1/layers.py"
    reference.write_text(reference.read_text().replace("Keep the factor.", "Keep the factor as it is."))
    assert "kept" not in build(course)
    assert list(course.rglob("*.kept*")) == []


def test_without_the_list_of_builds_every_file_counts_as_a_persons(course: Path):
    build(course)
    path = course / "exercises/lesson1/layers.py"
    (course / ".built").unlink()
    path.write_text("# from a clone without the list\n")
    build(course)
    assert path.with_name("layers.py.kept1").read_text() == "# from a clone without the list\n"


def test_a_stub_that_is_missing_in_the_list_of_builds_is_a_difference_until_it_is_built(course: Path):
    build(course)
    assert build_lessons(all_lessons(course), write=False).problems == []
    (course / ".built").write_text("")
    problems = build_lessons(all_lessons(course), write=False).problems
    assert any(
        text.startswith("exercises/lesson1/layers.py is up to date but not listed in .built") for text in problems
    )
    build(course)
    assert build_lessons(all_lessons(course), write=False).problems == []


def test_of_a_first_build_of_the_notebook_git_sees_nothing(course: Path):
    build(course)
    known = course / ".built"
    stub = hashlib.sha256((course / "exercises/lesson1/layers.py").read_bytes()).hexdigest()
    notebook = hashlib.sha256((course / "source/lesson1/lesson1.ipynb").read_bytes()).hexdigest()
    assert stub in known.read_text()
    assert notebook not in known.read_text()
    (course / "source/lesson1/lesson1.ipynb").write_text("mine")
    assert "kept source/lesson1/lesson1.ipynb" in build(course)
