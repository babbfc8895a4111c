"""Checks of `lr_decay`: full speed, then a tenth of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect
from grader.checks.own_terms import agrees, has_values

pytestmark = pytest.mark.exercise("lr_decay")


def rivals(step, steps, lr):
    return [
        Rival(lr, "The rate was not lowered: from step steps / 2 on it should be a tenth of lr.", id="never-lowered"),
        Rival(lr / 10, "The rate was lowered too early: before step steps / 2 it should be lr.", id="lowered-too-early"),
        Rival(0.1 if step < steps / 2 else 0.01, "lr is not used: this is 0.1 and 0.01 whatever lr is.", id="lr-ignored"),
        Rival(lr if step < 100_000 else lr / 10, "The rate drops at step 100,000, however long the run is; it should drop in the middle.", id="fixed-step"),
        Rival(lr if step < steps / 2 else lr / 2, "The rate is halved; make it a tenth.", id="wrong-factor"),
        Rival(lr if step < steps / 2 else lr / 100, "The rate is a hundredth; make it a tenth.", id="wrong-factor"),
        Rival(lr * (1 - step / steps), "The rate falls in a straight line; it should drop once, in the middle of the run.", id="falls-gradually"),
        Rival(lr * 0.1 ** (step / steps), "The rate falls bit by bit; it should drop once, in the middle of the run.", id="falls-gradually"),
        Rival(lr if step < steps / 2 else lr - 0.1, "A number is subtracted from the rate; divide it by ten instead.", id="subtracts-a-number"),
        Rival(lr if step <= steps / 2 else lr / 10, "The rate drops one step too late: step steps / 2 belongs to the second half.", id="drops-one-step-late"),
        Rival(lr if step < steps // 2 else lr / 10, "In a run of an odd length the rate drops one step too early: steps // 2 is below steps / 2.", id="drops-early-in-odd-runs"),
        Rival(lr / 10 if step < steps / 2 else lr, "The rates are the wrong way round: the large one should come first.", id="rates-swapped"),
    ]  # fmt: skip


@st.composite
def runs(draw):
    """The steps and the rate of a run: the lecture's, or any other."""
    half, lr = draw(st.integers(2, 400)), draw(st.sampled_from([0.5, 0.1, 0.03]))
    return draw(st.sampled_from([(2 * half, lr), (2 * half + 1, lr), (200_000, 0.1), (600, 0.2)]))


def expect_rates(submission, run, second):
    """Require the rates of one half of a run; a mistake is named only if it explains those of the other half too."""
    steps, lr = run
    middle = (steps + 1) // 2  # the first step that is not below steps / 2
    places = sorted({0, middle // 2, middle - 1, middle, middle + 1, steps - 1})
    half = [step for step in places if (step >= middle) == second]
    got = {step: submission.lr_decay(step, steps, lr) for step in places}
    right = dict.fromkeys(half, lr / 10 if second else lr)
    early, late = ([got[step] for step in places if (step >= middle) == later] for later in (False, True))
    if (
        second
        and has_values(early)
        and not agrees(early[0], lr)
        and agrees([*early, *late], [early[0]] * len(early) + [early[0] / 10] * len(late))
    ):
        return  # a tenth of a wrong rate, for which the first half has taken its point
    wrong = []
    for each in zip(*(rivals(step, steps, lr) for step in places), strict=True):
        values = {step: rival.value for step, rival in zip(places, each, strict=True)}
        shown = {step: values[step] for step in half} if agrees(got, values) else right
        wrong.append(each[0]._replace(value=shown))
    which = "second" if second else "first"
    expect({step: got[step] for step in half}, right, f"the rate in the {which} half, by step,", rivals=wrong)


@pytest.mark.points(1)
@given(run=runs())
def test_the_first_half_of_the_run_has_the_full_rate(submission, run):
    expect_rates(submission, run, second=False)


@pytest.mark.points(1)
@given(run=runs())
def test_the_second_half_has_a_tenth_of_the_rate(submission, run):
    expect_rates(submission, run, second=True)
