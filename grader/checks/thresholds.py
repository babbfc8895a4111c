"""Thresholds: train a model of the submission and measure its dev loss on held-out names.

The submission trains on the training words and then returns logits. The loss is computed here, from targets that the
submission never sees: the held-out words are asked position by position, so that every occurrence of a character has
been predicted before it shows up in any context.

The list of names is public, so a submission may bring it along, find out from the training words which words are held
out, and answer from memory. Therefore the network is computed here as well (`grader.checks.recomputed`), from the
parameters that the model lists: its training must begin as the network's does, and its dev loss must be the network's.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from grader.checks.compare import require
from grader.checks.describe import value_text
from grader.checks.recomputed import Followed, Network, expect_own_loss
from grader.checks.submission import ObjectProxy, Submission

ROWS = 8192  # contexts in one question


class HeldOutSplit:
    """A split of the names, and how far above the published threshold a right model may land on it.

    `allowance` is 0 on the lecture's split; on a split drawn from a secret seed it is how much harder that split is
    (negative if it is easier) plus the measured spread.
    """

    def __init__(self, train: Sequence[str], dev: Sequence[str], stoi: dict[str, int], allowance: float = 0.0) -> None:
        self.train_words, self.dev_words, self.stoi, self.allowance = train, dev, stoi, allowance

    def dev_loss(self, model: ObjectProxy | Network, block_size: int) -> float:
        """Return the mean negative log-likelihood of the held-out words, in nats per character."""
        total = count = 0.0
        for contexts, targets in by_position(self.dev_words, block_size, self.stoi):
            for X, Y in zip(contexts.split(ROWS), targets.split(ROWS), strict=True):
                logits = model(X)
                wanted = (len(X), len(self.stoi))
                good = isinstance(logits, Tensor) and logits.shape == wanted and logits.is_floating_point()
                require(good, f"{len(X)} contexts should give logits {wanted}, got {value_text(logits)}")
                require(bool(logits.isfinite().all()), "the logits are not finite after training")
                nll = -logits.detach().double().log_softmax(1).gather(1, Y[:, None])
                total, count = total + nll.sum().item(), count + len(nll)
        return total / count

    def reach(
        self,
        submission: Submission,
        model: ObjectProxy,
        block_size: int,
        threshold: float,
        network: Callable[[Any], list[Network]],
        **options: Any,
    ) -> tuple[float, Tensor]:
        """Train, measure and require the threshold; return the dev loss and the training losses, one per step.

        `network` reads the parameters that the model lists as those of the network that the task describes.
        """
        from data import context_windows

        X, Y = context_windows(self.train_words, block_size, self.stoi)
        followed = Followed(model, network)
        losses = submission.train(model, X, Y, **options)
        followed.expect_same_steps(losses, X, Y, **options)
        loss = self.dev_loss(model, block_size)
        self.expect_reached(submission, loss, threshold, len(losses))
        expect_own_loss(loss, self.dev_loss(followed.trained(X), block_size))
        return loss, losses

    def expect_reached(self, submission: Submission, loss: float, threshold: float, steps: int) -> None:
        """Require that a dev loss, reached in so many steps, is not above the threshold on this split."""
        bar = round(threshold + self.allowance, 4)
        note = f" ({threshold} {self.allowance:+.4f} for the words drawn here)" if self.allowance else ""
        require(
            loss <= bar,
            f"after {steps} steps the dev loss is {loss:.4f}; it should be at most {bar:g}{note}.\n"
            "Fix the smaller checks first: a layer that computes the wrong thing shows up here as a higher loss.",
        )
        submission.note(f"dev loss {loss:.4f}, at most {bar:g}")


def by_position(words: Sequence[str], block_size: int, stoi: dict[str, int]) -> list[tuple[Tensor, Tensor]]:
    """Return contexts (N, block_size) and targets (N,) of all words, grouped by the target's position, ascending."""
    groups = []
    for position in range(max(map(len, words)) + 1):
        rows, targets = [], []
        for word in words:
            if position <= len(word):
                window = ("." * block_size + word)[position : position + block_size]
                rows.append([stoi[c] for c in window])
                targets.append(stoi[(word + ".")[position]])
        groups.append((torch.tensor(rows), torch.tensor(targets)))
    return groups


def count_parameters(model: ObjectProxy) -> int:
    """Return the number of elements of all parameters; fails the check if one of them is not a tensor."""
    return count_elements(model.parameters())


def count_elements(parameters: Sequence[Any]) -> int:
    """Return the number of elements of all tensors in the list; fails the check if an item is not a tensor."""
    for i, parameter in enumerate(parameters):
        require(isinstance(parameter, Tensor), f"parameters()[{i}] should be a tensor, got {value_text(parameter)}")
    return sum(parameter.numel() for parameter in parameters)


def lecture_split() -> HeldOutSplit:
    """Return the lecture's split of the bundled names (seed 42)."""
    from data import load_names, split, vocabulary

    words = load_names()
    train, dev, _ = split(words)
    return HeldOutSplit(train, dev, vocabulary(words)[0])
