"""Checks of `split`: train, dev and test, made of words."""

import random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require
from grader.checks.own_terms import expect_inputs_kept, expect_near, is_near

pytestmark = pytest.mark.exercise("split")


def parts(words, first=0.8, second=0.9):
    a, b = int(first * len(words)), int(second * len(words))
    return words[:a], words[a:b], words[b:]


def shuffled(words, seed=42):
    """The oracle's order; `random.Random` is part of the statement of the exercise."""
    words = list(words)
    random.Random(seed).shuffle(words)
    return words


def torch_order(words):
    order = torch.randperm(len(words), generator=torch.Generator().manual_seed(42))
    return [words[i] for i in order.tolist()]


def rounded(words):
    a, b = round(0.8 * len(words)), round(0.9 * len(words))
    return words[:a], words[a:b], words[b:]


def rivals(words):
    order = shuffled(words)
    train, dev, test = parts(order)
    return [
        Rival(
            lambda: parts(list(words)),
            "The words were not shuffled. The list is sorted by frequency, so the dev words would all be rare ones.",
            id="not-shuffled",
        ),
        Rival(
            lambda: parts(sorted(words)),
            "The words were sorted; shuffle them with random.Random(42).",
            id="words-sorted",
        ),
        Rival(lambda: (train, test, dev), "dev and test are swapped.", id="dev-and-test-swapped"),
        Rival(
            lambda: parts(order, 0.8, 1.0),
            "dev takes the test words as well: train, dev and test should be 80, 10 and 10 percent.",
            id="test-empty",
        ),
        Rival(
            lambda: parts(order, 0.9, 0.95),
            "train holds 90 percent of the words; it should hold 80.",
            id="wrong-shares",
        ),
        Rival(
            lambda: (train, dev + test, test),
            "dev holds the test words too, so choosing by dev is choosing by test.",
            id="test-words-in-dev",
        ),
        Rival(
            lambda: parts(torch_order(words)),
            "The order is that of torch.randperm(..., seed 42); the course uses random.Random(42).shuffle.",
            id="shuffled-with-torch",
        ),
        Rival(
            lambda: parts(shuffled(dict.fromkeys(words))),
            "Words that occur twice were kept only once; every word should appear as often as it was given.",
            id="duplicates-dropped",
        ),
        Rival(lambda: rounded(order), "The cuts are rounded; take int(0.8 n) and int(0.9 n).", id="cuts-rounded"),
        Rival(
            lambda: (train, dev, dev),
            "test is the same as dev; it should be the last tenth of the words.",
            id="test-same-as-dev",
        ),
        Rival(
            lambda: (order, dev, test),
            "train holds all words, including those of dev and test.",
            id="train-holds-everything",
        ),
        Rival(
            lambda: parts(shuffled(words, 0)),
            "The words were shuffled with seed 0, or by a plain `random.shuffle`, which has that seed in the checks; the course uses random.Random(42).",
            id="wrong-seed",
        ),
    ]


def divides(submission, words):
    """Whether train, dev and test come out right, or as one mistake makes them."""
    got = submission.split(list(words))
    if not isinstance(got, tuple | list) or not all(isinstance(part, list | tuple) for part in got):
        return False
    right, order = parts(shuffled(words)), [word for part in got for word in part]
    sized = [len(part) for part in got] == [len(part) for part in right]
    whole = (sized and sorted(order) == sorted(words)) or order == shuffled(words)
    return whole or is_near(tuple(map(list, got)), right, rivals=rivals(words))


def lists():
    """Numbered words, so that a lost or doubled word shows; some occur twice, as in the real list."""
    counts = st.integers(8, 60)  # with fewer words, a wrong order can be right by chance
    return counts.map(lambda n: [f"w{i}" for i in range(n)] + [f"w{i}" for i in range(0, n, 7)])


@pytest.mark.points(1.25)
@given(words=lists())
def test_train_dev_and_test_hold_80_10_and_10_percent(submission, words):
    got = submission.split(words)
    right = parts(shuffled(words))
    fits = isinstance(got, tuple | list) and all(isinstance(part, list | tuple) for part in got)
    sizes = [len(part) for part in got] if fits else []
    if sizes != [len(part) for part in right] or sorted(word for part in got for word in part) != sorted(words):
        expect_split(got, words)
        return
    for few in ([], ["a"], ["a", "b"]):
        if sorted(word for part in submission.split(few) for word in part) != few:
            expect_split(submission.split(few), few)


def expect_split(got, words):
    require(
        isinstance(got, tuple | list) and len(got) == 3 and all(isinstance(part, list | tuple) for part in got),
        "split should return three lists: train, dev and test",
    )
    expect(tuple(list(part) for part in got), parts(shuffled(words)), "the split", rivals=rivals(words))


@pytest.mark.points(1.25)
@given(words=lists())
def test_the_order_is_that_of_random_42(submission, words):
    got = submission.split(words)
    fits = isinstance(got, tuple | list) and all(isinstance(part, list | tuple) for part in got)
    order = [word for part in got for word in part] if fits else None
    if order != shuffled(words):
        expect_split(got, words)


@pytest.mark.points(0.25)
@given(words=lists())
def test_the_list_that_was_given_stays_as_it_was(submission, words):
    expect_inputs_kept(
        submission,
        submission.split,
        words,
        near=divides(submission, words),
        form=None,
        what="the split",
        kept={"the list after the call": "split changed the caller's list: shuffle a copy, list(words)."},
        rivals=[
            Rival(
                shuffled(words),
                "The caller's own list was shuffled: shuffle a copy, list(words).",
                id="input-changed-in-place",
            )
        ],
    )


@pytest.mark.points(1.25)
def test_everybody_gets_the_same_split_every_time(submission):
    words = [f"w{i}" for i in range(50)]
    first, second = submission.split(words), submission.split(words)
    expect_near(divides(submission, words), "the split")
    expect(
        second,
        first,
        "the second split of the same words",
        because="The order should come from a fresh random.Random(42) in each call, not from a generator that moves on.",
    )
