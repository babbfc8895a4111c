"""What a busy machine left unexamined is examined again after all others, alone, and is never a number until then."""

import csv
import io
from concurrent.futures import Future
from types import SimpleNamespace

import msgspec
import pytest
from rich.console import Console

from grader.grading.classroom import Classroom
from grader.grading.gradebook import write_gradebook
from grader.grading.grades import write_grades
from grader.grading.pages import class_page, student_page
from grader.grading.screen import print_table
from grader.grading.store import Store
from grader.results.check import NO_PROCESSOR, CheckResult
from grader.results.verdict import make_verdict, status_of


def verdict_on(student, lacking):
    checks = [CheckResult(check="lesson1/test_it.py::test_it", exercise="It", lesson="lesson1", points=2)]
    if lacking:
        checks[0].reason = NO_PROCESSOR
    else:
        checks[0].status = "passed"
    status, detail = status_of(checks)
    return make_verdict(student, "lesson1", 1, status=status, detail=detail, checks=checks)


class BusyMachine:
    """A grading run without workers: the first answers on some students lack processor time."""

    def __init__(self, folder, lacking):
        self.store, self.settings = Store(folder), SimpleNamespace(jobs=3, lesson="lesson1")
        self.lacking, self.asked, self.open = dict(lacking), [], 0

    def job(self, student, modules):
        return SimpleNamespace(student=student, digest=modules[0].cells[0].source)

    def known(self, *_):
        return None

    def note_lesson(self):
        pass

    def submit(self, job):
        self.asked.append(job.student)
        left = self.lacking.get(job.student, 0)
        self.lacking[job.student] = left - 1
        answer = Future()
        answer.set_result(verdict_on(job.student, left > 0))
        return answer


class Screen:
    def __init__(self):
        self.shown = []

    def begin(self, count, notes):
        pass

    def show(self, row):
        self.shown.append((row.student, row.status))


@pytest.fixture
def grade(tmp_path):
    """A function that grades ann, bob, cat and dan; dan hands in what ann hands in."""
    for student in ("ann", "bob", "cat", "dan"):
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / "layers.py").write_text(f"x = {student.replace('dan', 'ann')!r}")
    (tmp_path / "solutions" / "lesson1").mkdir(parents=True)
    (tmp_path / "solutions" / "lesson1" / "layers.py").write_text("")
    (tmp_path / "exercises" / "lesson1").mkdir(parents=True)
    (tmp_path / "exercises" / "lesson1" / "layers.py").write_text("")

    def grade(lacking):
        run, screen = BusyMachine(tmp_path / "out", lacking), Screen()
        room = Classroom(run, tmp_path, tmp_path / "in", screen)
        room.grade()
        return run, screen, room

    return grade


def test_what_lacked_processor_time_is_examined_again_after_all_others(grade):
    run, screen, _ = grade({"ann": 1})
    assert run.asked == ["ann", "bob", "cat", "ann"]
    assert sorted(screen.shown) == [(name, "graded") for name in ("ann", "bob", "cat", "dan")]
    assert run.store.load("dan").score == 2


def test_what_lacks_it_even_then_has_no_score_in_any_table(grade, tmp_path):
    gradebook = pytest.importorskip("nbgrader.api")
    run, _, room = grade({"ann": 9})
    assert run.asked == ["ann", "bob", "cat", "ann"]
    rows = room.table()
    write_grades(tmp_path / "grades.csv", rows)
    with (tmp_path / "grades.csv").open(newline="") as file:
        table = {row["student"]: (row["score"], row["status"]) for row in csv.DictReader(file)}
    assert table == {
        "ann": ("", "incomplete"),
        "bob": ("2", "graded"),
        "cat": ("2", "graded"),
        "dan": ("", "incomplete"),
    }
    assert write_gradebook(tmp_path / "gradebook.db", rows, "lesson1", {"It": 2.0})[1] == ""
    with gradebook.Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        assert sorted(submission.student.id for submission in book.assignment_submissions("lesson1")) == ["bob", "cat"]


def test_every_view_shows_a_dash_in_place_of_the_score(grade):
    run, _, room = grade({"ann": 9})
    console = Console(record=True, width=120, file=io.StringIO())
    print_table(room.table(), console)
    ann = next(line for line in console.export_text().splitlines() if "ann" in line)
    assert "–/2" in ann
    assert "<strong>– of 2 points</strong>" in student_page(run.store.load("ann"))
    page = class_page(room.table(), "lesson1", {"It": 2.0}, "isolation", 1)
    assert page.count("–/2") == 2  # ann, and dan who has the same content
    assert page.count("2/2") >= 2


def test_its_verdict_says_so_and_is_not_reused(grade):
    run, _, _ = grade({"bob": 9})
    verdict = run.store.load("bob")
    assert verdict.status == "incomplete"
    assert "2 points not examined: other programs left too little processor time" in verdict.detail
    assert msgspec.json.decode(msgspec.json.encode(verdict), type=type(verdict)).exercise("It").status == "not examined"
