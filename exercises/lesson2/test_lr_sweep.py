"""Checks of `lr_sweep`: evenly spaced exponents."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, sizes

pytestmark = pytest.mark.exercise("lr_sweep")


def rates(low, high, steps, base=10.0):
    """The oracle: one power at a time."""
    return torch.tensor([base ** (low + (high - low) * i / (steps - 1)) for i in range(steps)])


def rivals(low, high, steps):
    exponents = torch.linspace(low, high, steps)
    even = (
        "The rates are evenly spaced, so nine tenths of them lie in the top decade; space the exponents evenly instead."
    )
    return [
        Rival(exponents, "These are the exponents; return ten to the power of each.", id="returns-exponents"),
        Rival(lambda: torch.linspace(10.0**low, 10.0**high, steps), even, id="rates-spaced-evenly"),
        Rival(
            lambda: rates(low, high, steps, base=torch.e),
            "These are powers of e; they should be powers of ten.",
            id="wrong-base",
        ),
        Rival(
            lambda: rates(low, high, steps, base=2.0),
            "These are powers of two; they should be powers of ten.",
            id="wrong-base",
        ),
        Rival(
            lambda: rates(low, high, steps).flip(0),
            "The rates run from high to low; start at low.",
            id="reversed-order",
        ),
        Rival(
            lambda: rates(low, high, steps + 1)[:-1], "The last exponent, `high`, is missing.", id="last-rate-missing"
        ),
        Rival(lambda: rates(low, high, steps + 1), f"There is one rate too many; steps is {steps}.", id="one-too-many"),
        Rival(lambda: rates(-3, 0, steps), "low and high are not used: this runs from -3 to 0.", id="fixed-range"),
        Rival(
            lambda: 1 / rates(low, high, steps),
            "The sign of the exponents was lost: ten to the power of -3 is 0.001.",
            id="exponents-negated",
        ),
        Rival(
            lambda: rates(low, high, steps).tolist(),
            "This is a list; return a tensor, torch.tensor(rates).",
            id="returns-a-list",
        ),
        Rival(
            lambda: rates(low, high, 1000), f"There are always 1000 rates; here steps is {steps}.", id="fixed-length"
        ),
    ]


@pytest.mark.points(1)
@given(low=st.sampled_from([-6.0, -3.0, -2.5, -1.0]), span=st.sampled_from([0.5, 1.0, 3.0, 4.0]), steps=sizes(2, 9))
def test_each_rate_is_the_one_before_times_a_constant(submission, low, span, steps):
    expect(
        submission.lr_sweep(low, low + span, steps),
        rates(low, low + span, steps),
        "the rates",
        rivals=rivals(low, low + span, steps),
        because="Each rate should be the one before it times the same constant, from 10 ** low to 10 ** high.",
        dtype=False,
        tolerance=1e-5,  # float32 exponents are off by 2e-7, and ten to that power by 1e-6 of the rate
    )


@pytest.mark.points(1)
def test_the_sweep_of_the_lecture_runs_from_a_thousandth_to_one(submission):
    expect(
        submission.lr_sweep(-3, 0, 1000),
        rates(-3, 0, 1000),
        "the rates",
        rivals=rivals(-3, 0, 1000),
        dtype=False,
        tolerance=1e-5,
    )
