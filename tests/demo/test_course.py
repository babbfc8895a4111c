"""The demo's folder: made anew each time, and nothing else is ever deleted."""

from pathlib import Path

import pytest

from grader.demo.course import make_course, require_parts
from grader.errors import GraderError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with one file in every part that a demo needs."""
    root = tmp_path / "the course"
    for part in ("exercises/lesson5", "solutions/lesson5"):
        (root / part).mkdir(parents=True)
        (root / part / "layers.py").write_text("")
    (root / "nbgrader_config.py").write_text("")
    return root


def test_a_demo_has_the_parts_of_the_course(root: Path, tmp_path: Path):
    folder = make_course(root, tmp_path / "a demo é")
    assert (folder / "exercises/lesson5/layers.py").exists()
    assert (folder / "nbgrader_config.py").exists()


def test_a_second_demo_starts_clean_even_from_read_only_files(root: Path, tmp_path: Path):
    folder = make_course(root, tmp_path / "demo")
    (folder / "feedback").mkdir()
    (folder / "feedback" / "old.html").write_text("")
    (folder / "feedback" / "old.html").chmod(0o444)
    (folder / "feedback").chmod(0o555)
    make_course(root, folder)
    assert not (folder / "feedback").exists()


def test_an_empty_folder_may_become_a_demo(root: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    make_course(root, tmp_path / "empty")
    assert (tmp_path / "empty/exercises/lesson5/layers.py").exists()


def test_a_folder_with_other_things_is_left_alone(root: Path, tmp_path: Path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    with pytest.raises(GraderError, match="is not a demo; move it, or choose another folder with --out"):
        make_course(root, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "years of work"


def test_a_link_out_of_the_demo_is_not_followed(root: Path, tmp_path: Path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("")
    folder = make_course(root, tmp_path / "demo")
    (folder / "link").symlink_to(tmp_path / "kept")
    make_course(root, folder)
    assert (tmp_path / "kept" / "file").exists()


def test_a_course_that_lacks_a_part_says_which(tmp_path: Path):
    with pytest.raises(
        GraderError, match=r"lacks exercises/lesson5, solutions/lesson5, examples/class, nbgrader_config\.py"
    ):
        require_parts(tmp_path)
