"""What stands beside a notebook, through the real commands: no link is ever copied, and no file stops the class."""

import os
import sys
from pathlib import Path

import pytest

from grader.intake.files import COUNT_LIMIT
from grader.nbgrader_bridge.beside import ordinary_files

from .conftest import nbgrader, right_answers, submit
from .test_ahead import verdicts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="links and pipes as on Linux")
SECRET = "what only the instructor may read"


@pytest.fixture
def log(copy: Path) -> str:
    """A class with links and words in timestamp.txt, autograded, and its feedback; returns what was logged."""
    (copy / "secret.txt").write_text(SECRET)
    (copy / "folder").mkdir()
    (copy / "folder" / "secret.txt").write_text(SECRET)
    right = right_answers(copy)
    mine = submit(copy, "ann", right).parent
    (mine / "data.txt").write_text("mine")
    (mine / "more").mkdir()
    (mine / "more" / "data.txt").write_text("mine")
    os.link(mine / "data.txt", mine / "again.txt")  # both names were handed in
    thief = submit(copy, "thief", right).parent
    os.symlink(copy / "secret.txt", thief / "a.txt")
    os.symlink(copy / "gradebook.db", thief / "b.db")
    os.symlink("/etc/passwd", thief / "c.txt")
    os.symlink(copy / "folder", thief / "linked")
    (thief / "more").mkdir()
    os.symlink(copy / "secret.txt", thief / "more" / "d.txt")
    os.link(copy / "secret.txt", thief / "e.txt")
    os.mkfifo(thief / "f.txt")
    submit(copy, "words", right).with_name("timestamp.txt").write_text("yesterday evening, sorry")
    os.symlink("/etc/passwd", submit(copy, "zoe", right).with_name("timestamp.txt"))
    os.mkfifo(submit(copy, "zzz", right).with_name("timestamp.txt"))
    elsewhere = copy / "elsewhere" / "lesson1"
    elsewhere.mkdir(parents=True)
    (elsewhere / "lesson1.ipynb").write_bytes((mine / "lesson1.ipynb").read_bytes())
    (elsewhere / "secret.txt").write_text(SECRET)
    os.symlink(elsewhere.parent, copy / "submitted" / "shadow")
    said = nbgrader(copy, "autograde", "lesson1")
    said += nbgrader(copy, "autograde", "lesson1")  # now nbgrader compares the timestamps
    return said + nbgrader(copy, "generate_feedback", "lesson1")


def test_nothing_that_is_a_link_reaches_the_feedback_and_no_timestamp_stops_the_class(copy, log):
    given = [path for part in ("autograded", "feedback") for path in (copy / part).rglob("*")]
    assert not [path for path in given if path.is_symlink() or path.is_fifo()]
    files = [path for path in given if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes() or b"root:" in path.read_bytes()]
    names = {str(path.relative_to(copy)) for path in files if path.suffix not in (".ipynb", ".html")}
    places = ("data.txt", "again.txt", "more/data.txt")
    ours = {f"{part}/ann/lesson1/{place}" for part in ("autograded", "feedback") for place in places}
    assert names - {f"{part}/words/lesson1/timestamp.txt" for part in ("autograded", "feedback")} == ours
    for name in ("a.txt", "b.db", "c.txt", "more/d.txt"):
        assert f"thief/lesson1/{name} is a symbolic link, which is not followed" in log
    assert "thief/lesson1/e.txt is a hard link to a file that was not handed in" in log
    assert "thief/lesson1/f.txt is not an ordinary file" in log
    assert "'yesterday evening, sorry' is no date such as 2026-01-31 23:59:00 UTC; no lateness is counted" in log
    assert "Traceback" not in log
    assert {name: v["status"] for name, v in verdicts(copy).items()} == {
        **dict.fromkeys(("ann", "thief", "words", "zoe", "zzz"), "graded"), "shadow": "unreadable",
    }  # fmt: skip


def test_no_more_is_copied_of_a_student_than_is_bounded_before(tmp_path, caplog):
    folder = tmp_path / "submitted" / "ann" / "lesson1"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("mine")
    with (folder / "b.txt").open("wb") as sparse:
        sparse.truncate(2**40)  # nothing on this disk, a terabyte where it is copied
    for number in range(COUNT_LIMIT + 10):
        (folder / f"c{number}.txt").touch()
    copied = {Path(file).name for file in ordinary_files(str(folder))}
    assert "a.txt" in copied
    assert "b.txt" not in copied
    assert len(copied) == COUNT_LIMIT
    assert "12 more of the files" in caplog.text
