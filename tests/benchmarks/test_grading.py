"""`benchmarks/grading.py` without its two commands: what it prints and records from given seconds."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import grading
import record
import sides


@pytest.fixture
def results(monkeypatch, tmp_path):
    """The folder of results, where grading takes 1 s a verdict, twice as long for what is not a copy, pytest 10 s."""

    def grade(self, out, jobs, training=False):
        for one in self.submissions:
            self.verdicts[one.kind].append(1.0 if one.kind == sides.COPIES else 2.0)
        self.seconds.append(sum(times[-1] for times in self.verdicts.values() for _ in times) / jobs)
        self.processor.append(self.seconds[-1] * jobs)

    monkeypatch.setattr(sides.Class, "grade", grade)
    monkeypatch.setattr(sides.Class, "fresh", lambda self, one, training=False: (10.0, 10.0))
    monkeypatch.setattr(record, "RESULTS", tmp_path / "results")
    return tmp_path / "results"


def run(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["grading.py", *words])
    grading.main()


def test_both_classes_have_a_row_and_every_kind_a_line(monkeypatch, results, capsys):
    run(monkeypatch, "--submissions", "100", "--rounds", "1", "--trainings", "0")
    recorded = json.loads((results / "grading.json").read_text())
    assert [round(row["ratio"], 6) for row in recorded["rows"]] == [10, 20]
    assert "2.0 times as long as copies" in recorded["rows"][0]["measured"]
    assert recorded["to copies"] == 2
    assert sum(row["submissions"] for row in recorded["kinds"]) == 200
    assert "endless loop" in capsys.readouterr().out
    assert not (results / "grading_trainings.json").exists()


def test_trainings_alone_are_extrapolated_to_the_class(monkeypatch, results):
    run(monkeypatch, "--submissions", "100", "--rounds", "0", "--trainings", "5")
    row = json.loads((results / "grading_trainings.json").read_text())["rows"][0]
    assert row["ratio"] == 10
    assert "for 5 submissions, so 100 in about 2 minutes (extrapolated)" in row["measured"]
    assert not (results / "grading.json").exists()


def test_a_wrong_verdict_ends_the_run(monkeypatch, tmp_path):
    monkeypatch.setattr(sides, "grade", lambda *arguments: type("Ended", (), {"wait": lambda self: 0})())
    group = sides.Class(sides.copies(1, sides.ROOT / "solutions" / sides.LESSON), tmp_path / "class")
    (tmp_path / "out" / "verdicts").mkdir(parents=True)
    verdict = {"score": 1, "max_score": 2, "seconds": 0.1}
    (tmp_path / "out" / "verdicts" / "student0000.json").write_text(json.dumps(verdict))
    with pytest.raises(SystemExit, match="student0000, copies, got 1 of 2 points"):
        group.grade(tmp_path / "out", 1)
