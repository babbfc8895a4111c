"""Thresholds: train a model of the submission and measure its dev loss on held-out names.

The submission trains on the training words and then answers logits. The loss is computed here, from targets that the
submission never sees: the held-out words are asked position by position, so that by the time a character shows up in
a context it has already been predicted everywhere.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from grader.checks.compare import require
from grader.checks.describe import value_text
from grader.submission import Handle, Submission, label

ROWS = 8192  # contexts in one question


class Trial:
    """A split of the names, and how far above the published threshold a right model may land on it.

    `allowance` is 0 on the lecture's split and, on a split drawn from a secret seed, the measured spread.
    """

    def __init__(
        self,
        train: Sequence[str],
        dev: Sequence[str],
        stoi: dict[str, int],
        allowance: float = 0.0,
    ) -> None:
        self.train_words, self.dev_words, self.stoi, self.allowance = train, dev, stoi, allowance

    def train(self, submission: Submission, model: Handle, block_size: int, **options: Any) -> Tensor:
        """Train the model on the contexts of the training words; returns the losses, one a step."""
        from data import context_windows

        X, Y = context_windows(self.train_words, block_size, self.stoi)
        return submission.train(model, X, Y, **options)

    def dev_loss(self, model: Handle, block_size: int) -> float:
        """Return the mean negative log-likelihood of the held-out words, in nats per character."""
        total, count = 0.0, 0
        for contexts, targets in by_position(self.dev_words, block_size, self.stoi):
            for X, Y in zip(contexts.split(ROWS), targets.split(ROWS), strict=True):
                logits = model(X)
                wanted = (len(X), len(self.stoi))
                good = isinstance(logits, Tensor) and logits.shape == wanted and logits.is_floating_point()
                require(
                    good,
                    f"{label(model)}(<int64 {tuple(X.shape)}>) should give logits {wanted}, got {value_text(logits)}",
                )
                require(bool(logits.isfinite().all()), "after training the logits are not finite")
                log_probabilities = logits.double().log_softmax(1)
                total -= log_probabilities.gather(1, Y[:, None]).sum().item()
                count += len(Y)
        return total / count

    def reach(
        self, submission: Submission, model: Handle, block_size: int, threshold: float, **options: Any
    ) -> tuple[float, Tensor]:
        """Train, measure, and require the threshold; returns the dev loss and the training losses."""
        losses = self.train(submission, model, block_size, **options)
        loss = self.dev_loss(model, block_size)
        bar = threshold + self.allowance
        note = f" ({threshold} and {self.allowance:g} for the spread between splits)" if self.allowance else ""
        require(
            loss <= bar,
            f"after {len(losses)} steps the dev loss is {loss:.4f}; it should be at most {bar:g}{note}.\n"
            "The smaller checks come first: a layer that computes something else shows up here as a worse loss.",
        )
        return loss, losses


def by_position(words: Sequence[str], block_size: int, stoi: dict[str, int]) -> list[tuple[Tensor, Tensor]]:
    """Return contexts (N, block_size) and targets (N,) of all words, grouped by the position of the target,
    ascending."""
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


def count_parameters(model: Handle) -> int:
    """Return the number of elements of all parameters; fails the check where one is no tensor."""
    return count_elements(model.parameters())


def count_elements(parameters: Sequence[Any]) -> int:
    """Return the number of elements of all tensors in the list; fails the check where one is no tensor."""
    for i, parameter in enumerate(parameters):
        require(isinstance(parameter, Tensor), f"parameters()[{i}] should be a tensor, got {value_text(parameter)}")
    return sum(parameter.numel() for parameter in parameters)


def lecture_trial() -> Trial:
    """The lecture's split of the bundled names (seed 42)."""
    from data import load_names, split, vocabulary

    words = load_names()
    train, dev, _ = split(words)
    return Trial(train, dev, vocabulary(words)[0])
