"""Checks of `smooth`: means of consecutive windows."""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, require, seeds, sizes, value_text
from grader.checks.own_terms import expect_dtype_kept, expect_inputs_kept, expect_near, is_near, is_near_once
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("smooth")


def window_means(losses, window):
    """The oracle: a plain loop."""
    return torch.stack([losses[i : i + window].sum() / window for i in range(0, len(losses), window)])


def exponential(losses, window):
    kept, found = losses[0], []
    for loss in losses:
        kept = kept + (loss - kept) / window
        found.append(kept)
    return torch.stack(found)[window - 1 :: window]


def rivals(losses, window):
    count = len(losses) // window
    return [
        Rival(
            lambda: losses.view(-1, window).mean(0),
            f"This is the mean along the wrong axis: the result has {window} numbers, each from losses that are far apart in time. "
            f"Lay the losses out in rows of {window} and average each row, so that {count} numbers are left.",
            "wrong-axis",
        ),
        Rival(
            lambda: losses.view(window, -1).mean(1),
            f"The losses were laid out in {window} rows; there should be {count} rows of {window}.",
            "window-as-number-of-rows",
        ),
        Rival(
            lambda: losses.view(window, -1).mean(0),
            f"Each number averages losses that are {count} apart. Average neighbours in time.",
            "distant-losses-averaged",
        ),
        Rival(
            lambda: losses.unfold(0, window, 1).mean(1),
            "This is a sliding mean, with one number for every start. The windows should follow one another without overlap.",
            "sliding-mean",
        ),
        Rival(
            lambda: losses[::window],
            "This keeps one loss of each window; take the mean of the window.",
            "one-loss-kept",
        ),
        Rival(
            lambda: losses[window - 1 :: window],
            "This keeps one loss of each window; take the mean of the window.",
            "one-loss-kept",
        ),
        Rival(lambda: losses.view(-1, window).sum(1), "These are sums; divide by the window.", "sums"),
        Rival(lambda: losses.view(-1, window).median(1).values, "These are medians; take the mean.", "medians"),
        Rival(
            lambda: losses.view(-1, window).mean(1, keepdim=True),
            "There is one dimension too many: the result should be one-dimensional.",
            "dimension-kept",
        ),
        Rival(
            lambda: losses.mean(),
            "This is the mean of all the losses; average each window by itself.",
            "one-mean-for-everything",
        ),
        Rival(
            lambda: losses.view(-1, window)[:, : window - 1].mean(1) if window > 1 else None,
            f"The last loss of each window is left out: {window - 1} losses were averaged instead of {window}.",
            "last-loss-left-out",
        ),
        Rival(
            lambda: window_means(torch.cat([losses[1:], losses[-1:]]), window),
            "The windows start one loss too late, so the first loss is never seen. Start at 0.",
            "starts-one-late",
        ),
        Rival(
            lambda: window_means(losses, window)[:-1],
            f"The last window is missing: {count - 1} means instead of {count}.",
            "last-window-missing",
        ),
        Rival(
            lambda: losses.view(-1, window).sum(1) / count,
            f"The sums were divided by {count}, the number of windows; divide by {window}, the number of losses in a window.",
            "divided-by-number-of-windows",
        ),
        Rival(
            lambda: exponential(losses, window),
            "An exponential average lets all earlier losses into every window; average each window by itself.",
            "exponential-average",
        ),
        *(
            Rival(
                lambda down=down: window_means(losses.sort(descending=down).values, window),
                "The losses were sorted before they were averaged. Keep their order: it is their order in time.",
                "losses-sorted",
            )
            for down in (False, True)
        ),
    ]


def averages(submission, seed):
    """Whether the means of windows come, or what one mistake makes of them."""

    def near(count, window):
        losses = normal((count * window,), seed)
        got = submission.smooth(losses, window)
        return is_near(got, window_means(losses, window), rivals=rivals(losses, window), given=[losses])

    return is_near_once(lambda: near(4, 3), lambda: near(3, 5))


@pytest.mark.points(1)
@given(count=sizes(1, 6), window=sizes(1, 6), seed=seeds())
def test_there_is_one_number_for_every_window(submission, count, window, seed):
    got = submission.smooth(normal((count * window,), seed), window)
    require(
        isinstance(got, torch.Tensor) and got.shape == (count,),
        f"{count * window} losses are {count} windows of {window}, so there should be a tensor of {count} numbers, got {value_text(got)}",
    )
    expect_near(averages(submission, seed), "the smoothed curve")


@pytest.mark.points(1)
@given(count=sizes(2, 6), window=sizes(3, 6), seed=seeds())  # from 2 x 3 on no two mistakes look alike
def test_every_number_is_the_mean_of_one_window(submission, count, window, seed):
    losses = normal((count * window,), seed)
    expect(
        submission.smooth(losses, window),
        window_means(losses, window),
        "the smoothed curve",
        rivals=rivals(losses, window),
    )
    for edge in ((1, 1), (1, 4), (3, 1), (3, 2)):
        few = normal((edge[0] * edge[1],), seed)
        what = f"the smoothed curve of {len(few)} loss{'es' if len(few) > 1 else ''} with a window of {edge[1]}"
        expect(submission.smooth(few, edge[1]), window_means(few, edge[1]), what)


@pytest.mark.points(0.75)
@given(count=sizes(1, 6), window=sizes(1, 6), seed=seeds())
def test_the_dtype_is_kept(submission, count, window, seed):
    losses = normal((count * window,), seed, torch.float32)
    expect_dtype_kept(
        lambda dtype: submission.smooth(losses.to(dtype), window),
        lambda dtype: [window_means(losses.to(dtype), window)],
        "the smoothed curve",
        rivals=rivals(losses, window),
        attempt=averages(submission, seed),
    )


@pytest.mark.points(0.25)
@given(count=sizes(1, 6), window=sizes(1, 6), seed=seeds())
def test_the_losses_stay_as_they_are(submission, count, window, seed):
    losses = normal((count * window,), seed, torch.float32)
    expect_inputs_kept(
        submission, submission.smooth, losses, window, near=averages(submission, seed), form=window_means(losses, window),
        what="the smoothed curve", kept={"the losses after the call": "The losses were changed in place."},
    )  # fmt: skip
