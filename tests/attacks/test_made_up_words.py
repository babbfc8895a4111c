"""Words that no list holds, asked among the held-out names, tell a model that learned from one that looks names up."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from data import load_names
from grader.checks.errors import CheckFailure
from grader.checks.thresholds import HeldOutSplit
from grader.examiner.limits import Limits
from grader.examiner.split import secret_split

from conftest import FULL
from corpus import corpus, sources
from driver import Examiner, earned
from surroundings import Surroundings

PATIENT = Limits(call_seconds=60, total_seconds=600, training_seconds=300)
LETTERS = {letter: i for i, letter in enumerate(".abcdefghijklmnopqrstuvwxyz")}


class LookUp:
    """Answers from a list of words; elsewhere every character is as likely as another."""

    _label = "model"

    def __init__(self, words: list[str], block_size: int) -> None:
        self.table: dict[tuple[int, ...], torch.Tensor] = {}
        for word in words:
            row = [0] * block_size + [LETTERS[letter] for letter in word] + [0]
            for place in range(len(word) + 1):
                counts = self.table.setdefault(tuple(row[place : place + block_size]), torch.full((27,), 1e-3))
                counts[row[place + block_size]] += 1

    def __call__(self, X: torch.Tensor) -> torch.Tensor:
        unknown = torch.ones(27)
        return torch.stack([(counts / counts.sum()).log() for counts in
                            (self.table.get(tuple(row), unknown) for row in X.tolist())])  # fmt: skip


def test_made_up_words_are_in_no_list_differ_from_seed_to_seed_and_can_be_replayed():
    names = set(load_names())
    first, again, other = secret_split(1), secret_split(1), secret_split(2)
    assert not names & set(first.made_up)
    assert len(set(first.made_up)) == len(first.made_up) >= 1000
    assert list(first.made_up) == list(again.made_up)
    assert first.shuffle == again.shuffle
    assert len(set(first.made_up) & set(other.made_up)) < 200


def test_who_answers_from_the_list_is_found_out():
    dev = ["anna", "emma", "olivia", "noah", "liam"]
    held_out = HeldOutSplit([], dev, LETTERS, made_up=["anmma", "olia", "nolivia", "liah"], gap=0.3)
    held_out.train = lambda *args, **options: [0.0]  # type: ignore[method-assign]
    with pytest.raises(CheckFailure, match="answers from a list"):
        held_out.reach(SimpleNamespace(note=print), LookUp(dev, 8), 8, 2.0)  # type: ignore[arg-type]


def test_both_kinds_are_weighed_apart_and_the_order_changes_nothing():
    dev, made_up = ["anna", "emma"], ["bob"]
    model = LookUp(["anna", "bob"], 3)
    apart = [HeldOutSplit([], words, LETTERS).dev_losses(model, 3)[0] for words in (dev, made_up)]
    for shuffle in range(5):
        together = HeldOutSplit([], dev, LETTERS, made_up=made_up, gap=1, shuffle=shuffle).dev_losses(model, 3)
        assert together == pytest.approx(apart, rel=1e-9)


def test_the_order_of_rows_is_not_that_of_the_words():
    held_out = secret_split(3)
    assert list(held_out.dev_words) != sorted(held_out.dev_words)
    assert list(held_out.made_up) != sorted(held_out.made_up)


@pytest.mark.skipif(not FULL, reason="trains for minutes; ATTACKS=full runs it")
def test_the_memoriser_does_not_pass_the_thresholds():
    attack = next(attack for attack in corpus() if attack.slug == "memoriser")
    with Surroundings() as around, Examiner(training=True, limits=PATIENT) as examiner:
        verdict = examiner.grade(sources(attack, around.targets(examiner.pid)), 600)
    checks = [check for check in verdict["checks"] if "dev_loss" in check["check"].split("::")[1]]
    assert checks
    for check in checks:
        assert check["status"] == "failed"
        assert "answers from a list" in check["message"]["headline"]
    assert not [check for check in earned(verdict) if "dev_loss" in check]
