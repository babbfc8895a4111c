"""Checks of `minibatch`: rows drawn at random, together with their targets."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import expect, require, seeds, sizes
from grader.checks.own_terms import expect_near

pytestmark = pytest.mark.exercise("minibatch")


def numbered(N, T):
    """Examples whose row can be read off every element: row i is 100 i + (0 ... T-1), its target 7 i + 5."""
    return 100 * torch.arange(N)[:, None] + torch.arange(T), 7 * torch.arange(N) + 5


def target_of(Xb):
    """The target of each row that `numbered` made."""
    return 7 * (Xb[:, 0] // 100).long() + 5


def draws_rows(submission, seed):
    """Whether what is drawn are numbers of X or targets of Y, in whichever rows."""
    X, Y = numbered(20, 3)
    got = submission.minibatch(X, Y, 8, submission.generator(seed))
    found = got if isinstance(got, tuple | list) else (got,)
    return any(
        isinstance(part, torch.Tensor) and part.numel() > 0 and bool(torch.isin(part, wanted).all())
        for part, wanted in zip(found, (X, Y), strict=False)
    )


@pytest.mark.points(2)
@given(N=sizes(1, 30), T=sizes(1, 4), batch_size=sizes(1, 40), seed=seeds())
def test_rows_are_whole_and_keep_their_targets(submission, N, T, batch_size, seed):
    batch_size = min(batch_size, N)  # larger batches are the matter of other checks
    X, Y = numbered(N, T)
    got = submission.minibatch(X, Y, batch_size, submission.generator(seed))
    require(isinstance(got, tuple | list) and len(got) == 2, "minibatch should return two tensors, Xb and Yb")
    Xb, Yb = got
    require(
        isinstance(Xb, torch.Tensor)
        and isinstance(Yb, torch.Tensor)
        and Xb.shape == (batch_size, T)
        and Yb.shape == (batch_size,),
        f"a batch of {batch_size} from X {tuple(X.shape)} should have the shapes ({batch_size}, {T}) and ({batch_size},), got "
        f"{tuple(getattr(Xb, 'shape', ()))} and {tuple(getattr(Yb, 'shape', ()))}",
    )
    require(Xb.dtype == torch.int64, f"Xb should keep the dtype of X, int64, got {Xb.dtype}")
    rows = (Xb[:, 0] // 100).clamp(0, N - 1)
    expect(Xb, X[rows], "Xb", because="Every row of the batch should be a whole row of X.")
    expect(
        Yb,
        Y[rows],
        "Yb",
        because="The targets do not belong to the rows: draw the row numbers once and use them for X and for Y.",
    )


@pytest.mark.points(1)
@given(N=st.sampled_from([4, 7, 10]), seed=seeds())
def test_every_row_comes_up_about_equally_often(submission, N, seed):
    X, Y = numbered(N, 1)
    few_rows, few_targets = submission.minibatch(X, Y, N, submission.generator(seed))
    Xb, Yb = submission.minibatch(X, Y, 2000 * N, submission.generator(seed))
    require(
        isinstance(Xb, torch.Tensor) and len(Xb) == 2000 * N,
        f"a batch of {2000 * N} from {N} rows has {len(Xb)} rows: rows are drawn with replacement, so a batch may be larger than the data",
        misconception="without-replacement",
    )
    if torch.equal(few_targets, target_of(few_rows)):
        expect(
            Yb,
            target_of(Xb),
            "Yb",
            because="The targets of a batch that is larger than the data do not belong to its rows.",
        )
    counts = torch.bincount((Xb[:, 0] // 100).long().clamp(min=0), minlength=N)
    for i, count in enumerate(counts.tolist()):
        ends = {0: " (the first)", N - 1: " (the last: does the range end one too early?)"}.get(i, "")
        require(
            count > 0,
            f"row {i} of {N}{ends} never came up in {2000 * N} draws",
            misconception="last-row-never-drawn" if i == N - 1 else "rows-never-drawn",
        )
    for i, count in enumerate(counts.tolist()):
        # 2000 expected, standard deviation below 45: seven of those
        require(
            abs(count - 2000) < 315,
            f"row {i} of {N} came up {count} times in {2000 * N} draws; about 2000 were expected",
        )


@pytest.mark.points(1)
@given(seed=seeds())
def test_rows_may_repeat_within_a_batch(submission, seed):
    expect_near(draws_rows(submission, seed), "the rows that were drawn")
    X, Y = numbered(50, 1)
    Xb, _ = submission.minibatch(X, Y, 50, submission.generator(seed))
    require(
        len(Xb[:, 0].unique()) < 50,
        "50 draws from 50 rows hit every row exactly once: the rows are drawn without replacement, or not at random",
        misconception="without-replacement",
    )


@pytest.mark.points(1)
@given(seed=seeds())
def test_chance_comes_from_the_generator_which_moves_on(submission, seed):
    expect_near(draws_rows(submission, seed), "the rows that were drawn")
    X, Y = numbered(1000, 1)
    generator = submission.generator(seed)
    first, second = (submission.minibatch(X, Y, 20, generator)[0] for _ in range(2))
    again = submission.minibatch(X, Y, 20, submission.generator(seed))[0]
    other = submission.minibatch(X, Y, 20, submission.generator(seed + 1))[0]
    require(
        not torch.equal(first, second),
        "two calls with the same generator gave the same batch: is the generator reseeded in every call, or is nothing drawn?",
        misconception="generator-reseeded",
    )
    expect(
        again,
        first,
        "the batch of a generator in the same state",
        because="Pass the generator on to the function that draws.",
    )
    require(
        not torch.equal(other, first),
        "generators with different seeds gave the same batch: the generator is not used",
        misconception="generator-ignored",
    )
