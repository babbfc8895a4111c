"""Checks of `normalize`: smoothed counts, each row divided by its own sum."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes, value_text
from grader.checks.own_terms import agrees, has_values

pytestmark = pytest.mark.exercise("normalize")

EXACT = 1e-6  # float32 is asked for at least: a quotient of whole numbers is off by 1e-7 of itself


def counts_of(V, seed, low=0, high=9):
    """A (V, V) table whose row sums and column sums all differ, and every row of which holds a count."""
    generator = torch.Generator().manual_seed(seed)
    counts = torch.randint(low, high, (V, V), generator=generator)
    rows, columns = (torch.randperm(V, generator=generator) * high for _ in range(2))
    counts[torch.arange(V), torch.arange(V)] += 1 + rows
    counts[:, 0] += 0 if V == 1 else columns
    return counts


@st.composite
def questions(draw, low=1):
    """A table and what to add to its counts."""
    return counts_of(draw(sizes(low, 6)), draw(seeds())), draw(st.sampled_from([0, 1, 0.5, 2, 10]))


def by_rows(counts, smoothing):
    """The oracle: one row after the other, in Python's floats."""
    rows = [[count + smoothing for count in row] for row in counts.tolist()]
    return torch.tensor([[count / sum(row) for count in row] for row in rows])


def rivals(counts, smoothing):
    smoothed = counts.double() + smoothing
    V = len(counts)
    return [
        Rival(
            lambda: smoothed / smoothed.sum(1),
            "This is the bug of the lecture: sum(1) has lost its dimension, so broadcasting lines the sums up with the columns, and every "
            "number is divided by the sum of another row. Keep the dimension: sum(1, keepdim=True).",
            id="keepdim-missing",
        ),
        Rival(lambda: smoothed / smoothed.sum(0, keepdim=True), "The columns sum to 1; the rows should. Sum along dimension 1.", id="columns-normalised"),
        Rival(lambda: smoothed / smoothed.sum(0)[:, None], "Each row is divided by the sum of a column; divide it by its own sum, along dimension 1.", id="columns-normalised"),
        Rival(lambda: smoothed / smoothed.sum(), "The whole table sums to 1; each row should.", id="whole-table-normalised"),
        Rival(lambda: torch.zeros(V, V), "Everything is 0: whole numbers were divided by whole numbers (//), or the result was turned into whole numbers.", id="integer-division"),
        Rival(lambda: (smoothed / smoothed.sum(1, keepdim=True)).floor(), "The quotients were rounded down: whole numbers were divided by whole numbers (//).", id="integer-division"),
        Rival(lambda: by_rows(counts, 0), "The smoothing is not used.", id="smoothing-ignored"),
        Rival(lambda: by_rows(counts, 1), "1 is added to every count, whatever the smoothing is.", id="smoothing-fixed-at-one"),
        Rival(lambda: by_rows(counts, smoothing + 1), "1 is added to every count besides the smoothing.", id="one-added-besides"),
        Rival(lambda: by_rows(counts, int(smoothing)), "The smoothing was turned into a whole number.", id="smoothing-truncated"),
        Rival(lambda: by_rows(counts.clamp(min=smoothing), 0), "Smoothing raises small counts to its own value here; add it to every count.", id="smoothing-as-minimum"),
        Rival(lambda: by_rows(torch.where(counts == 0, counts + smoothing, counts.double()), 0), "Smoothing was added where the count is 0; add it to every count.", id="smoothing-of-zeros-only"),
        Rival(lambda: smoothed / counts.sum(1, keepdim=True), "The rows were divided by their sums before smoothing; add first, then take the sums.", id="sums-before-smoothing"),
        Rival(lambda: counts / smoothed.sum(1, keepdim=True), "The smoothing is in the sums only; add it to the counts too.", id="smoothing-in-the-sums-only"),
        Rival(lambda: smoothed / (counts.sum(1, keepdim=True) + smoothing), "The smoothing was added once to each sum; each of the V counts of a row got it.", id="smoothing-once-per-row"),
        Rival(lambda: by_rows(counts, 0).double() + smoothing, "The smoothing was added after the division; add it to the counts.", id="smoothing-after-division"),
        Rival(lambda: by_rows(counts, V * smoothing), "The smoothing was added V times to every count.", id="smoothing-times-v"),
        Rival(lambda: smoothed.softmax(1), "This is the softmax of the counts; divide the counts themselves by their sum.", id="softmax-of-counts"),
        Rival(lambda: smoothed, "These are the smoothed counts; divide each row by its sum.", id="not-divided"),
        Rival(lambda: by_rows(counts, smoothing).log(), "These are log-probabilities; leave the logarithm to `nll`.", id="returns-logarithms"),
        Rival(lambda: smoothed / smoothed.max(1, keepdim=True).values, "Each row is divided by its largest number; divide it by its sum.", id="divided-by-the-maximum"),
        Rival(lambda: smoothed / smoothed.norm(dim=1, keepdim=True), "Each row has length 1; it should sum to 1.", id="length-for-sum"),
        Rival(lambda: by_rows(counts, smoothing).T, "Rows and columns are swapped.", id="transposed"),
        Rival(lambda: by_rows(counts, smoothing).tolist(), "The numbers are right, but in a list; return a tensor.", id="returns-a-list"),
    ]  # fmt: skip


@pytest.mark.points(2)
@given(case=questions())
def test_each_row_of_the_smoothed_counts_is_divided_by_its_sum(submission, case):
    counts, smoothing = case
    expect(
        submission.normalize(counts, smoothing), by_rows(counts, smoothing), "the probabilities",
        rivals=rivals(counts, smoothing), tolerance=EXACT, dtype=False,
    )  # fmt: skip


def probabilities(got, counts):
    """Require a table of finite numbers that are not whole, of the size of the counts."""
    fits = isinstance(got, torch.Tensor) and got.shape == counts.shape
    require(fits, f"normalize should return a table of shape {tuple(counts.shape)}, got {value_text(got)}")
    require(has_values(got), f"some of the probabilities are not finite: {value_text(got)}")
    return got.double()


@pytest.mark.points(1)
@given(V=st.sampled_from([2, 3, 5, 27, 60]), size=st.sampled_from([9, 1000, 10**6]), seed=seeds())
def test_the_probabilities_of_each_row_sum_to_1(submission, V, size, seed):
    counts = counts_of(V, seed, high=size)
    table = submission.normalize(counts, 0)  # what smoothing does to it is another check's matter
    got = probabilities(table, counts)
    kinds = (torch.float32, torch.float64)
    require(table.dtype in kinds, f"the probabilities should be in float32 or float64, got {value_text(table)}")
    columns = agrees(got.sum(0), torch.ones(V, dtype=torch.float64), tolerance=1e-5)
    require(bool((got >= 0).all()), f"a probability is {got.min().item():.3g}: none can be negative")
    expect(
        got.sum(1),
        torch.ones(V, dtype=torch.float64),
        "the sum of each row",
        tolerance=1e-5,  # up to 60 numbers, each off by 1e-7 of itself
        because="The columns sum to 1 instead: sum along dimension 1." if columns else "A row holds the probabilities of all characters that can follow one.",
    )  # fmt: skip


@pytest.mark.points(1)
@given(V=sizes(2, 6), seed=seeds(), smoothing=st.sampled_from([1, 2, 7]))
def test_smoothing_is_the_same_as_larger_counts(submission, V, seed, smoothing):
    counts = counts_of(V, seed)
    smoothed = probabilities(submission.normalize(counts, smoothing), counts)
    larger = probabilities(submission.normalize(counts + smoothing, 0), counts)
    plain = probabilities(submission.normalize(counts, 0), counts)
    none = "The smoothing makes no difference: add it to every count before the division."
    expect(
        smoothed,
        larger,
        f"the table with smoothing {smoothing}, compared with that of counts that are larger by {smoothing},",
        rivals=[Rival(plain, none, id="smoothing-ignored")],
        because="Smoothing is added to every count, and to nothing else.",
        tolerance=EXACT,
    )
    halves = probabilities(submission.normalize(counts, smoothing / 2), counts)
    whole = probabilities(submission.normalize(2 * counts, smoothing), counts)
    if agrees(smoothed, by_rows(counts, smoothing), dtype=False, tolerance=EXACT):
        expect(
            halves,
            whole,
            f"the table with smoothing {smoothing / 2}",
            because="Smoothing need not be a whole number.",
            tolerance=EXACT,
        )


@pytest.mark.points(1)
@given(V=sizes(2, 6), seed=seeds())
def test_without_smoothing_a_count_of_0_is_a_probability_of_0(submission, V, seed):
    counts = counts_of(V, seed)
    counts[0, V - 1] = 0
    got = probabilities(submission.normalize(counts, 0), counts)
    require(bool(got.any()), "all probabilities are 0")
    hidden = bool((got[counts == 0] != 0).any())
    # p is (count + c) / sum in a row, so the count of 0 and another one give what is added
    zero, other, count = got[0, V - 1].item(), got[0, 0].item(), counts[0, 0].item()
    added = count * zero / (other - zero) if other > zero else 0.0
    known = added > 0 and agrees(got, by_rows(counts, added).double(), tolerance=1e-5)
    what = f"\n{added:.3g} is added to every count all the same." if known else ""
    require(
        not hidden,
        f"a pair that never occurs has a probability above 0, although smoothing is 0{what}",
        misconception="smoothing-always" if known else "",
    )
    require(bool((got[counts > 0] > 0).all()), "a pair that occurs has a probability of 0")


@pytest.mark.points(1)
@given(case=questions(low=2))
def test_nothing_is_remembered_from_an_earlier_call(submission, case):
    counts, smoothing = case
    first = probabilities(submission.normalize(counts, smoothing), counts)
    other = probabilities(submission.normalize(counts.flip(0), smoothing), counts)
    require(bool(first.any()), "all probabilities are 0")
    stale = "other counts of the same size give the table of an earlier call: nothing may be remembered"
    require(not agrees(other, first), stale, misconception="earlier-call-returned")
    again = probabilities(submission.normalize(counts, smoothing), counts)
    expect(
        again,
        first,
        "the table of the same counts at another call",
        because="It depends on counts and smoothing alone.",
    )


@pytest.mark.points(0.25)
@given(case=questions())
def test_the_counts_stay_as_they_are(submission, case):
    counts, smoothing = case
    after = submission.inputs_after(submission.normalize, counts, smoothing)[0]
    changed = (
        "The caller's counts were changed: make a new table, `counts + smoothing`, in place of `counts += smoothing`."
    )
    in_place = Rival(counts + smoothing, changed, id="input-changed-in-place")
    expect(after, counts, "the counts after the call", because=changed, rivals=[in_place])
