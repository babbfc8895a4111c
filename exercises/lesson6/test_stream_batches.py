"""Checks of `stream_batches`: batches, each of which continues the one before."""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, expect_error, require, seeds, sizes, value_text
from grader.checks.own_terms import agrees, expect_near, is_near

pytestmark = pytest.mark.exercise("stream_batches")


def cut(stream, B, T, ahead=0):
    """The oracle: one character at a time."""
    K = (len(stream) - 1) // (B * T)
    rows = [[[stream[b * K * T + k * T + t + ahead] for t in range(T)] for b in range(B)] for k in range(K)]
    return torch.tensor(rows)


def overlapping(K, B, T):
    """The positions of windows that begin at every character."""
    return torch.arange(K * B).view(K, B, 1) + torch.arange(T)


def rivals(stream, B, T):
    K = (len(stream) - 1) // (B * T)
    used = K * B * T
    X, Y = cut(stream, B, T), cut(stream, B, T, 1)
    flat = lambda tensor: tensor[:used].view(K, B, T)  # noqa: E731
    return [
        Rival(
            lambda: (flat(stream), flat(stream[1:])),
            "Row i + 1 of a batch continues row i of the same batch. Row i of the NEXT batch should do that: cut the stream into B "
            "long strips first, then walk along them.", id="continued-within-the-batch",
        ),
        Rival(lambda: (X, X), "The targets are the inputs themselves; each should be the character that follows.", id="targets-are-the-inputs"),
        Rival(lambda: (X, cut(stream, B, T, 2)) if used + 2 <= len(stream) else None, "The targets are two characters ahead; they should be one ahead.", id="targets-off-by-one"),
        Rival(lambda: (Y, X), "X and Y are swapped.", id="inputs-and-targets-swapped"),
        Rival(lambda: (X, X.roll(-1, 2)), "The last target of a piece is its own first character; it should be the next character of the stream.", id="last-target-wraps"),
        Rival(lambda: (X.transpose(0, 1), Y.transpose(0, 1)), "The strips come first: the shape is (B, K, T) and should be (K, B, T).", id="strips-before-batches"),
        Rival(lambda: (X.transpose(1, 2), Y.transpose(1, 2)), "Time comes before the rows: the shape is (K, T, B) and should be (K, B, T).", id="batch-and-time-swapped"),
        Rival(
            lambda: (stream[:used].view(K, T, B).transpose(1, 2), stream[1 : used + 1].view(K, T, B).transpose(1, 2)),
            "Characters are dealt out to the rows like cards; each row should be a continuous part of the stream.", id="dealt-out-like-cards",
        ),
        Rival(
            lambda: (stream[overlapping(K, B, T)], stream[overlapping(K, B, T) + 1]),
            "The windows overlap: each begins one character after the one before. Cut the stream into pieces that do not overlap.", id="windows-overlap",
        ),
        Rival(lambda: (X[:-1], Y[:-1]) if K > 1 else None, "The last batch is missing.", id="last-batch-missing"),
        Rival(lambda: (X.flatten(0, 1), Y.flatten(0, 1)), "All pieces are in one long list; keep the K batches separate.", id="batches-joined"),
    ]  # fmt: skip


@pytest.mark.points(1)
@given(B=sizes(1, 4), T=sizes(1, 5), K=sizes(1, 4), rest=sizes(0, 7))
def test_the_batches_are_pieces_of_the_strips_with_their_targets(submission, B, T, K, rest):
    stream = numbers(K * B * T + 1 + min(rest, B * T - 1))
    right = (cut(stream, B, T), cut(stream, B, T, 1))
    expect(submission.stream_batches(stream, B, T), right, "the batches (X, Y)", rivals=rivals(stream, B, T))


def numbers(length):
    """A stream in which a character can be told from its number: the next is larger by 3."""
    return torch.arange(length) * 3 + 2


def cuts(submission, seed):
    """Whether a stream of numbers in any order is cut right, or as one mistake makes it."""
    B, T, K = 3, 4, 2
    stream = torch.randperm(1000, generator=torch.Generator().manual_seed(seed))[: B * T * K + 2]
    got = submission.stream_batches(stream, B, T)
    right = cut(stream, B, T), cut(stream, B, T, 1)
    if is_near(got, right, rivals=rivals(stream, B, T)):
        return True
    parts = got if isinstance(got, tuple | list) else (got,)
    return any(is_near(part, one) for part, one in zip(parts, right, strict=False))


def two_tensors(got):
    known = isinstance(got, tuple | list) and all(isinstance(part, torch.Tensor) for part in got) and len(got) == 2
    require(known, "stream_batches should return two tensors, X and Y")
    require(all(part.dim() > 1 for part in got), "X and Y should consist of batches, not of one long row of characters")
    return got


@pytest.mark.points(1)
@given(
    B=sizes(1, 4), T=sizes(3, 5), K=sizes(2, 4), seed=seeds()
)  # one character is left over, so that all are sure to find their targets
def test_row_i_of_a_batch_continues_row_i_of_the_batch_before(submission, B, T, K, seed):
    expect_near(cuts(submission, seed), "the batches (X, Y)")
    stream = numbers(K * B * T + 2)
    X, _ = two_tensors(submission.stream_batches(stream, B, T))
    right = cut(stream, B, T)
    if agrees(X, right):
        return
    require(
        X.dim() == 3 and X.shape[1:] == (B, T) and len(X) > 0,
        f"X should consist of batches of {B} rows with {T} characters each, got {value_text(X)}",
    )
    for row in range(B):
        strip = X[:, row].flatten()
        require(
            bool((strip.diff() == 3).all()),
            f"row {row} of all batches, one after the other, should be a continuous part of the stream {stream.tolist()}, "
            f"but it is {strip.tolist()}",
        )


@pytest.mark.points(1)
@given(B=sizes(1, 4), T=sizes(3, 5), K=sizes(1, 4), seed=seeds())
def test_each_target_is_the_character_that_follows_its_input(submission, B, T, K, seed):
    expect_near(cuts(submission, seed), "the batches (X, Y)")
    stream = numbers(K * B * T + 2)
    X, Y = two_tensors(submission.stream_batches(stream, B, T))
    require(
        X.shape == Y.shape and X.numel() > 0,
        f"X and Y should have the same shape, got {value_text(X)} and {value_text(Y)}",
    )
    expect(
        Y, X + 3, "Y, in a stream in which each character is the one before plus 3,", rivals=[
            Rival(X, "The targets are the inputs themselves; each should be the character that follows.", id="targets-are-the-inputs"),
            Rival(X + 6, "The targets are two characters ahead; they should be one ahead.", id="targets-off-by-one"),
            Rival(X - 3, "X and Y are swapped.", id="inputs-and-targets-swapped"),
            Rival(X.roll(-1, -1), "The last target of a piece is its own first character; it should be the next character of the stream.", id="last-target-wraps"),
        ],
    )  # fmt: skip


def expect_characters_of(stream, got):
    """Require no more inputs than have a character after them, whatever the targets are and however the pieces are cut."""
    X, Y = two_tensors(got)
    require(
        0 < X.numel() < len(stream) and Y.numel() < len(stream),
        f"{len(stream)} characters are {len(stream) - 1} inputs with a target at most, got {X.numel()} inputs and {Y.numel()} "
        "targets: the last input needs a following character",
    )


@pytest.mark.points(1)
@given(B=sizes(1, 4), T=sizes(2, 5), seed=seeds())
def test_the_last_target_needs_a_character_too(submission, B, T, seed):
    expect_near(cuts(submission, seed), "the batches (X, Y)")
    stream = torch.arange(2 * B * T)  # two batches of inputs would fit, but the last target is missing
    right = (cut(stream, B, T), cut(stream, B, T, 1))
    if right[0].numel() == 0:
        return
    roomy = torch.arange(2 * B * T + 2)  # here every way to count them finds a target for the last input
    got, whole = (submission.stream_batches(chars, B, T) for chars in (stream, roomy))
    if not agrees(tuple(whole), (cut(roomy, B, T), cut(roomy, B, T, 1))):
        expect_characters_of(stream, got)
        return
    expect(
        got,
        right,
        f"the batches (X, Y) of {len(stream)} characters",
        rivals=rivals(stream, B, T),
        because=f"K is (N - 1) // (B * T), here {len(right[0])}: the last input needs a following character.",
    )


@pytest.mark.points(1)
@given(B=sizes(1, 4), T=sizes(1, 5), missing=sizes(0, 3), seed=seeds())
def test_a_stream_too_short_for_one_batch_is_an_error(submission, B, T, missing, seed):
    expect_near(cuts(submission, seed), "the batches (X, Y)")
    stream = torch.arange(max(B * T - missing, 1))
    expect_error(
        lambda: submission.stream_batches(stream, B, T),
        f"{len(stream)} characters do not fill a batch of {B} x {T} and its targets; that must raise an error, or training "
        "would silently do nothing.",
        kinds=["ValueError"],
    )
