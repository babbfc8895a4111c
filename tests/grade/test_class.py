"""A whole class through `grader grade`, as it is typed: what comes out, and what a second run does."""

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from grader.grading.gradebook import write_gradebook

SEED = "70657"  # no other number of a page


@pytest.fixture(scope="module")
def graded(tmp_path_factory, grade, right, wrong) -> tuple[Path, Path, subprocess.CompletedProcess[str]]:
    """The folder of submissions, the output folder and the first run."""
    subs, out = tmp_path_factory.mktemp("subs"), tmp_path_factory.mktemp("out") / "results"
    for student, source in {
        "Anna Ørsted": right,
        "copycat": right,
        "<b>Bo'b<i>": wrong,
        "zed": wrong.replace("return x * x + 1", 'print("<i>", "\\x1b[31m"); raise ValueError("\\x1b[2J<script>")'),
        "zoe": right + "# mine",
        "ZOE": right + "# mine as well",
        "=1+1": "import os\nos._exit(0)",
        "split": "from tools import double\n" + right.replace("def double", "def other"),
    }.items():
        (subs / student).mkdir()
        (subs / student / "layers.py").write_text(source)
    (subs / "split" / "tools.py").write_text("def double(x):\n    return 2 * x\n")
    for bad in ("torch.py", "conftest.py", "sitecustomize.py", "test_scale.py", "random.py"):
        (subs / "Anna Ørsted" / bad).write_text("raise SystemExit('shipped')")
        (subs / "copycat" / bad).write_text("raise SystemExit('shipped')")
    (subs / "empty").mkdir()
    return subs, out, grade(subs, "--lesson", "lesson1", "--out", out, "--jobs", 2, "--seed", SEED)


def table(out: Path) -> dict[str, dict[str, str]]:
    with (out / "grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def verdicts(out: Path) -> dict[str, dict]:
    found = [json.loads(path.read_bytes()) for path in (out / "verdicts").glob("*.json")]
    return {verdict["student"]: verdict for verdict in found}


def test_the_first_line_says_how_candidates_are_isolated(graded):
    _, _, run = graded
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("isolation: ")


def test_the_second_line_says_what_a_submission_can_cost_at_most(graded):
    _, _, run = graded
    assert re.match(
        r"one submission can cost at most \d+:\d\d minutes and \d\.\d GiB of memory", run.stdout.splitlines()[1]
    )


def test_everybody_has_a_score_and_a_status(graded):
    _, out, _ = graded
    scores = {name: (row["score"], row["max_score"], row["status"]) for name, row in table(out).items()}
    assert scores == {
        "Anna Ørsted": ("6", "6", "graded"),
        "copycat": ("6", "6", "graded"),
        "<b>Bo'b<i>": ("3", "6", "graded"),
        "zed": ("3", "6", "graded"),
        "zoe": ("6", "6", "duplicate"),
        "ZOE": ("6", "6", "duplicate"),
        "'=1+1": ("0", "6", "graded"),
        "split": ("6", "6", "graded"),
        "empty": ("", "6", "empty"),
    }


def test_the_same_content_is_examined_once(graded):
    _, out, _ = graded
    found = verdicts(out)
    others = [found[name].get("others", []) for name in ("Anna Ørsted", "copycat")]
    assert sorted(map(len, others)) == [0, 1]
    assert "word for word, as the submission of" in str(others)


def test_the_page_of_a_student_names_nobody_else_and_no_seed(graded):
    _, out, _ = graded
    pages = {path.stem: path.read_text() for path in out.glob("feedback/*.html")}
    assert "copycat" not in pages["Anna Ørsted"]
    assert "Anna" not in pages["copycat"]
    (zoe,) = (page for name, page in pages.items() if name.startswith("zoe"))
    assert "ZOE" not in zoe
    assert SEED in (out / "run.json").read_text()
    assert not any("seed" in page or SEED in page for page in pages.values())


def test_pages_show_names_and_messages_as_text_only(graded):
    _, out, _ = graded
    pages = {path.name: path.read_text() for path in [*out.glob("feedback/*.html"), out / "index.html"]}
    assert len(pages) == 10
    for page in pages.values():
        assert page.count("<script") == (page == pages["index.html"])  # its own, which its policy allows
        assert "<b>Bo" not in page
        assert "\x1b" not in page
        assert "http" not in page.replace('http-equiv="Content', "")
    assert "&lt;script&gt;" in pages["zed.html"]
    assert "&lt;b&gt;Bo&#39;b&lt;i&gt;" in pages["index.html"]


def test_the_terminal_shows_no_escapes_of_a_submission(graded):
    assert "ValueError: <script>" in graded[2].stdout  # all but what nobody can see
    assert "\x1b" not in graded[2].stdout


def test_nbgraders_gradebook_holds_the_points_by_exercise(graded, monkeypatch):
    api = pytest.importorskip("nbgrader.api")
    monkeypatch.setenv("PATH", str(Path(shutil.which("python") or "").parent))
    with api.Gradebook(f"sqlite:///{graded[1] / 'gradebook.db'}", "nn-by-hand") as book:
        submission = book.find_submission("lesson1", "<b>Bo'b<i>")
        assert (submission.score, submission.max_score) == (3, 6)
        assert {grade.name: grade.score for grade in submission.notebooks[0].grades} == {
            "test_Scale": 3,
            "test_double": 0,
        }


def test_without_nbgrader_a_note_says_why_there_is_no_gradebook(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "nbgrader.api", None)
    _, note = write_gradebook(tmp_path / "gradebook.db", [], "lesson1", {})
    assert "nbgrader is not installed" in note


def test_a_second_run_grades_only_what_has_changed(graded, grade, right, tmp_path):
    subs, out, _ = graded
    shutil.copytree(subs, tmp_path / "subs")
    shutil.copytree(out, tmp_path / "out")
    again = grade(tmp_path / "subs", "--lesson", "lesson1", "--out", tmp_path / "out")
    assert again.returncode == 0, again.stderr
    assert "8 unchanged since an earlier run and not graded again" in again.stdout
    assert verdicts(tmp_path / "out") == verdicts(out)
    (tmp_path / "subs" / "zed" / "layers.py").write_text(right + "# at last")
    changed = grade(tmp_path / "subs", "--lesson", "lesson1", "--out", tmp_path / "out")
    assert "7 unchanged" in changed.stdout
    assert table(tmp_path / "out")["zed"]["score"] == "6"


def test_the_seed_replays_every_result(graded, grade, tmp_path):
    subs, out, _ = graded
    grade(subs, "--lesson", "lesson1", "--out", tmp_path / "out", "--seed", SEED, "--jobs", 1)
    first, second = verdicts(out), verdicts(tmp_path / "out")
    assert {name: v["checks"] for name, v in first.items()} == {name: v["checks"] for name, v in second.items()}
    assert {name: v["digest"] for name, v in first.items()} == {name: v["digest"] for name, v in second.items()}
