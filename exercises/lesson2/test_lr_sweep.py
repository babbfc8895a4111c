"""Checks of `lr_sweep`: evenly spaced exponents."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, sizes
from grader.checks.compare import matches

pytestmark = pytest.mark.exercise("lr_sweep")


def rates(low, high, steps, base=10.0):
    """The oracle: one power at a time."""
    return torch.tensor([base ** (low + (high - low) * i / (steps - 1)) for i in range(steps)])


def rivals(low, high, steps):
    exponents = torch.linspace(low, high, steps)
    even = "The rates are evenly spaced, so most of them lie near the highest; space the exponents evenly instead."
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


@st.composite
def sweeps(draw):
    """The lowest and the highest exponent and the number of steps."""
    low, span = draw(st.sampled_from([-6.0, -3.0, -2.5, -1.0])), draw(st.sampled_from([0.5, 1.0, 3.0, 4.0]))
    return low, low + span, draw(sizes(2, 9))


def has_even_steps(got):
    """Whether these are different rates, each the one before times the same factor, wherever they begin and end."""
    if isinstance(got, list) and all(isinstance(rate, float) for rate in got):
        got = torch.tensor(got)
    if not isinstance(got, torch.Tensor) or got.dim() != 1 or len(got) < 2 or not bool((got > 0).all()):
        return False
    exponents = got.double().log10()
    even = torch.linspace(exponents[0].item(), exponents[-1].item(), len(got), dtype=torch.float64)
    return bool(exponents[0] != exponents[-1]) and matches(exponents, even, 1e-5)


def has_ends(got, right):
    """Whether this is a tensor of as many rates as there should be, with the right first and last one."""
    count = len(got) if isinstance(got, torch.Tensor) and got.dim() == 1 else 0
    return count == len(right) and matches(got[[0, -1]], right[[0, -1]], 1e-5, dtype=False)


@pytest.mark.points(1)
@given(sweep=st.one_of(sweeps(), st.just((-3, 0, 1000))))
def test_each_rate_is_the_one_before_times_a_constant(submission, sweep):
    low, high, steps = sweep
    got, right = submission.lr_sweep(low, high, steps), rates(low, high, steps)
    if has_even_steps(got) and (isinstance(got, list) or not has_ends(got, right)):
        return  # the steps are even, in a list or between other ends; the next check asks for a tensor and its ends
    expect(
        got,
        right,
        "the rates",
        rivals=rivals(low, high, steps),
        because="Each rate should be the one before it times the same constant, from 10 ** low to 10 ** high.",
        dtype=False,
        tolerance=1e-5,  # float32 exponents are off by 2e-7, and ten to that power by 1e-6 of the rate
    )


@pytest.mark.points(1)
@given(sweep=st.one_of(sweeps(), st.just((-3, 0, 1000))))
def test_there_are_as_many_rates_as_asked_from_the_lowest_to_the_highest(submission, sweep):
    low, high, steps = sweep
    got, right = submission.lr_sweep(low, high, steps), rates(low, high, steps)
    if not has_ends(got, right):
        expect(
            got,
            right,
            f"the sweep of {steps} rates from 10 ** {low} to 10 ** {high}",
            rivals=rivals(low, high, steps),
            dtype=False,
            tolerance=1e-5,
        )
