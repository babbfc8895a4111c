"""What the demo's table says about verdicts."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from grader.demo.results import losses, read_results
from grader.demo.students import read_class
from grader.demo.table import show
from grader.results.check import CheckResult
from grader.results.message import Message
from grader.results.verdict import Verdict, encode, make_verdict


def check(exercise: str, **more: object) -> CheckResult:
    return CheckResult(
        check=f"lesson5/test_{exercise}.py::test_it", exercise=exercise, lesson="lesson5", points=3, **more
    )


def wrong(**message: object) -> CheckResult:
    return check("add", status="failed", reason="wrong", message=Message(**message))


def verdict(*checks: CheckResult, **more: object) -> Verdict:
    return make_verdict("student 1 é", "lesson5", 3, checks=checks, **more)


def test_the_reason_is_the_sentence_and_not_the_evidence():
    found = wrong(headline="add(1, 2) is wrong", expected="3", got="2", sentences=["The second number is left out."])
    assert losses(verdict(found, check("twice", status="passed"))) == {"add": "The second number is left out."}


def test_a_fact_is_followed_by_its_sentence():
    found = wrong(headline="mean has shape (4, 8)\nOne per channel is enough.")
    assert losses(verdict(found)) == {"add": "mean has shape (4, 8). One per channel is enough."}


def test_without_a_sentence_what_is_wrong_is_the_reason():
    found = check("add", status="failed", reason="error", message=Message(headline="your code raised: KeyError: 3"))
    assert losses(verdict(found)) == {"add": "your code raised: KeyError: 3"}


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ([check("add", status="failed", reason="stub", message=Message(headline="Add them."))], "not started"),
        (
            [check("add", status="failed", reason="unfinished", message=Message(headline="`b` is a stub"))],
            "in progress",
        ),
        ([check("add", reason="not run", message=Message(headline="skipped: no time"))], "not examined"),
        ([check("add", status="passed"), check("add", reason="not run")], "not examined"),
    ],
)
def test_an_exercise_that_has_not_failed_is_told_by_its_status(found, why):
    assert losses(verdict(*found)) == {"add": why}


def test_a_submission_without_a_score_and_one_that_defines_nothing_are_told_in_one_line():
    assert losses(verdict(status="unreadable", detail="no notebook")) == {"all": "no notebook"}
    missing = [check(name, status="failed", reason="missing") for name in ("add", "twice")]
    assert losses(verdict(*missing)) == {"all": "the notebook defines none of the exercises"}


def test_the_table_shows_points_reasons_and_feedback_of_all(tmp_path: Path, examples: Path):
    found = verdict(wrong(sentences=["The second number is left out."]), check("twice", status="passed"))
    (tmp_path / "grades.csv").write_text(
        f"assignment,student_id,score,max_score\nlesson5,{found.student},2.0,5.0\nlesson4,{found.student},9,9\n",
        "utf-8",
    )
    places = [tmp_path / "examined" / "lesson5" / "verdicts", tmp_path / "feedback" / found.student / "lesson5"]
    for folder in places:
        folder.mkdir(parents=True)
    (places[0] / "one.json").write_bytes(encode(found))
    (places[1] / "lesson5.html").write_text("")
    results = read_results(tmp_path, read_class(examples))
    assert [result.status for result in results] == ["some points", "not graded"]
    console = Console(width=200, record=True, file=io.StringIO())
    show(console, results, tmp_path)
    text = console.export_text()
    assert "2 / 5" in text
    assert "add: The second number is left out." in text
    assert f"feedback/{found.student}/lesson5/lesson5.html" in text
    assert "none: see demo.log" in text
