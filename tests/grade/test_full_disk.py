"""A disk that runs full in the middle of a class costs nobody a verdict, and what is said about it is true."""

import csv
from pathlib import Path

import pytest

from grader.results.verdict import decode
from tests.full_disk import grow, small_disk


@pytest.mark.parametrize("kilobytes", [60, 180])
def test_the_run_says_who_is_kept_and_the_same_command_goes_on_when_there_is_room(grade, right, tmp_path, kilobytes):
    for number in range(6):
        (tmp_path / "subs" / f"s{number}").mkdir(parents=True)
        (tmp_path / "subs" / f"s{number}" / "layers.py").write_text(f"number = {number}\n{right}")
    out = tmp_path / "out"
    command = (tmp_path / "subs", "--lesson", "lesson1", "--out", out, "--jobs", 1)
    with small_disk(out, kilobytes):
        run = grade(*command)
        print("SAID", run.stderr)
        assert run.returncode == 1
        assert "Traceback" not in run.stderr
        kept = [decode(path.read_bytes()).student for path in sorted((out / "verdicts").glob("*.json"))]
        assert len(kept) > 0
        assert f"{len(kept)} of 6 are graded and saved" in " ".join(run.stderr.split())
        assert "Free some space, then run the same command again" in " ".join(run.stderr.split())
        assert list(out.rglob(".*.part")) == []
        grow(out, 20_000)
        again = grade(*command)
        assert again.returncode == 0
        assert f" {len(kept)} unchanged since an earlier run" in f" {again.stdout}"
        assert scores(out) == {f"s{number}": "6" for number in range(6)}
        assert len(list((out / "feedback").glob("*.html"))) == 6


def scores(out: Path) -> dict[str, str]:
    with (out / "grades.csv").open(newline="") as file:
        return {row["student"]: row["score"] for row in csv.DictReader(file)}
