"""The bar on a drawn split moves with the difficulty of its words, as a model that counts finds it."""

import math
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import load_names, split, vocabulary
from grader.checks.thresholds import lecture_split
from grader.examiner.difficulty import CONTEXT, DISCOUNT, count_loss
from grader.examiner.split import ALLOWANCE, secret_split

STOI = {".": 0, "a": 1, "b": 2}
words = st.lists(st.text("ab", min_size=1, max_size=6), min_size=1, max_size=12)


def windows(word):
    padded = "." * CONTEXT + word + "."
    return [(padded[place - CONTEXT : place], padded[place]) for place in range(CONTEXT, len(padded))]


def plain_probability(counts, context, letter):
    """Absolute discounting, interpolated with the shorter context, one number at a time."""
    shorter = 1 / len(STOI) if not context else plain_probability(counts, context[1:], letter)
    if not counts[context]:
        return shorter
    seen = counts[context]
    left = DISCOUNT * len(seen) / seen.total()
    return max(seen[letter] - DISCOUNT, 0) / seen.total() + left * shorter


@given(train=words, dev=words)
def test_it_is_the_loss_of_interpolated_absolute_discounting(train, dev):
    counts = defaultdict(Counter)
    for word in train:
        for context, letter in windows(word):
            for length in range(CONTEXT + 1):
                counts[context[CONTEXT - length :]][letter] += 1
    losses = [-math.log(plain_probability(counts, *window)) for word in dev for window in windows(word)]
    assert count_loss(train, dev, STOI) == pytest.approx(sum(losses) / len(losses), rel=1e-9)
    total = sum(plain_probability(counts, windows(dev[0])[0][0], letter) for letter in STOI)
    assert total == pytest.approx(1)


def test_words_like_those_of_the_training_are_easier_than_others():
    train, dev, _ = split(load_names())
    stoi, _ = vocabulary(load_names())
    assert count_loss(train, dev, stoi) + 0.5 < count_loss(train, [word[::-1] for word in dev], stoi)


def test_the_bar_of_the_lecture_is_the_published_one_and_a_drawn_one_is_near_it():
    assert lecture_split().allowance == 0
    drawn = [secret_split(seed).allowance - ALLOWANCE for seed in range(4)]
    assert len(set(drawn)) == 4
    assert all(abs(harder) < 0.05 for harder in drawn)


def test_the_names_of_the_letters_do_not_matter():
    train, dev, _ = split(load_names())
    stoi, _ = vocabulary(load_names())
    reversed_numbers = {letter: (27 - number) % 27 for letter, number in stoi.items()}
    assert count_loss(train, dev, reversed_numbers) == pytest.approx(count_loss(train, dev, stoi), rel=1e-12)
