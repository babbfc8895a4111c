"""What a student hands in is read once, however large it is and whatever becomes of it."""

from pathlib import Path

import pytest

from grader.grading.classroom import Classroom
from grader.grading.run import RunSettings
from grader.grading.store import Store
from grader.intake.reader import Reader

from .test_hostile_class import Decided, Screen, hand_in


@pytest.mark.parametrize("status", ["graded", "failed", "incomplete"])
def test_every_submission_is_read_once_and_shown_to_whoever_marks(course, right, tmp_path, monkeypatch, status):
    asked: list[bytes] = []
    ask = Reader.ask

    def counted(self, question):
        asked.append(Path(question.path.decode()).name)
        return ask(self, question)

    monkeypatch.setattr(Reader, "ask", counted)
    for student in ("alice", "copycat", "zoe"):
        hand_in(tmp_path / "subs", student, right + f"\n# {student[0]}\n" * (student != "copycat"))
    hand_in(tmp_path / "subs", "alike", right + "\n# a\n")
    store = Store(tmp_path / "out")
    with (
        store.locked(),
        (tmp_path / "log.txt").open("wb") as log,
        Decided(course, RunSettings(lesson="lesson1"), store, "none", log) as run,
    ):
        run.status = status
        Classroom(run, course, tmp_path / "subs", Screen()).grade()
    assert sorted(asked) == ["alice", "alike", "copycat", "zoe"]
    shown = list((tmp_path / "out").glob("autograded/*/lesson1/lesson1.ipynb"))
    assert len(shown) == 4
    assert all("def " in notebook.read_text("utf-8") for notebook in shown)
