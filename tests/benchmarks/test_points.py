"""One mistake costs about half of its exercise at most, over the whole bank; exceptions have a reason."""

import sys
from pathlib import Path

import pytest

from grader.audit.findings import summarise
from grader.audit.plan import plan
from grader.audit.run import run_audit
from grader.course.root import find_root

ROOT = find_root(Path(__file__).parent)
sys.path.insert(0, str(ROOT / "benchmarks"))

import points  # noqa: E402
from record import recorded  # noqa: E402

ROWS = (recorded("points") or {"rows": []})["rows"]
SAMPLE = [
    "lesson2/mlp/chaff_flatten_interleaves.py",
    "lesson2/mlp/chaff_cross_entropy_sums.py",
    "lesson2/mlp/chaff_build_dataset_lags_by_one.py",
    "lesson5/wavenet/chaff_flatten_interleaves_channels.py",
    "lesson5/wavenet/chaff_batchnorm_forgets_gamma.py",
    "lesson5/wavenet/chaff_embedding_counts_from_one.py",
    "lesson5/wavenet/chaff_sequential_runs_backwards.py",
    "lesson6/rnn/chaff_rnn_forgets_bias_hh.py",
    "lesson6/rnn/chaff_charthree_forgets_tanh.py",
    "lesson6/rnn/chaff_statefulrnn_forgets_b_out.py",
]


def test_every_wrong_program_of_the_bank_was_measured() -> None:
    bank = {f"{path.parts[-3]} {path.stem}" for path in (ROOT / "tests" / "bank").glob("*/*/chaff_*.py")}
    trained = {f"{path.parts[-3]} {path.stem}" for path in training_only()}
    assert {points.named(row) for row in ROWS} == bank - trained, "run: python benchmarks/points.py FILE"


def training_only() -> list[Path]:
    """The programs that only a training tells from right ones."""
    chaffs = (ROOT / "tests" / "bank").glob("*/*/chaff_*.py")
    return [path for path in chaffs if "\nneeds: training" in path.read_text("utf-8")]


def test_no_program_loses_more_than_its_share_without_a_reason() -> None:
    assert not points.problems(ROWS)


def test_exceptions_are_few_and_say_why() -> None:
    reasons = points.reasons()
    assert len(reasons) <= len(ROWS) / 8
    assert all(len(reason.split()) > 4 for reason in reasons.values())


def test_what_was_measured_is_what_the_checks_take_today() -> None:
    chosen = plan([ROOT / "tests" / "bank" / file for file in SAMPLE], [], None)
    findings = summarise(run_audit(chosen.root, chosen.lessons, chosen.subjects, jobs=1)).findings
    lost = {f"{finding.lesson} {finding.name}": (finding.lost, finding.points) for finding in findings}
    assert lost == {points.named(row): (row["lost"], row["points"]) for row in ROWS if points.named(row) in lost}


@pytest.mark.parametrize(
    ("lost", "ideas", "too_much"), [(5, 1, False), (7, 1, True), (7, 2, False), (10, 2, False), (10, 1, True)]
)
def test_a_share_is_counted_for_each_idea(lost: float, ideas: int, too_much: bool) -> None:
    row = {"lesson": "lesson5", "program": "chaff_made_up", "points": 10, "lost": lost, "ideas": ideas}
    assert bool(points.problems([row])) is too_much
