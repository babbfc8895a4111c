"""Thresholds: train a model of the submission and measure its dev loss on held-out names.

The submission trains on the training words and then returns logits. The loss is computed here, from targets that the
submission never sees: the held-out words are asked position by position, so that every occurrence of a character has
been predicted before it shows up in any context.

The list of names is public, so a submission may bring it along, find out from the training words which words are held
out, and answer from memory. Therefore, on a split drawn from a secret seed, made-up words are mixed in: words that are
on no list, spliced from two names. A model that has learned how names are built does well on them too.
"""

import random
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from grader.checks.compare import require
from grader.checks.describe import value_text
from grader.checks.submission import ObjectProxy, Submission, label

ROWS = 8192  # contexts in one question


class HeldOutSplit:
    """A split of the names, and how far above the published threshold a right model may land on it.

    `allowance` is 0 on the lecture's split; on a split drawn from a secret seed it is how much harder that split is
    (negative if it is easier) plus the measured spread. `made_up` are words that are on no list; `gap` is how far above
    the threshold a correct model may be on them. `shuffle` seeds the order in which both kinds are asked.
    """

    def __init__(
        self,
        train: Sequence[str],
        dev: Sequence[str],
        stoi: dict[str, int],
        allowance: float = 0.0,
        made_up: Sequence[str] = (),
        gap: float = 0.0,
        shuffle: int = 0,
    ) -> None:
        self.train_words, self.dev_words, self.stoi, self.allowance = train, dev, stoi, allowance
        self.made_up, self.gap, self.shuffle = made_up, gap, shuffle

    def train(self, submission: Submission, model: ObjectProxy, block_size: int, **options: Any) -> Tensor:
        """Train the model on the contexts of the training words and return the losses, one per step."""
        from data import context_windows

        X, Y = context_windows(self.train_words, block_size, self.stoi)
        return submission.train(model, X, Y, **options)

    def dev_losses(self, model: ObjectProxy, block_size: int) -> list[float]:
        """Return the mean negative log-likelihood of the held-out words, in nats per character.

        Where there are made-up words, theirs is the second.
        """
        asked = [(word, 0) for word in self.dev_words] + [(word, 1) for word in self.made_up]
        if self.made_up:
            random.Random(self.shuffle).shuffle(asked)
        kinds = torch.tensor([kind for _, kind in asked])
        lengths = torch.tensor([len(word) for word, _ in asked])
        total, count = torch.zeros(2, dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
        questions = by_position([word for word, _ in asked], block_size, self.stoi)
        for position, (contexts, targets) in enumerate(questions):
            here = kinds[lengths >= position]
            for X, Y, kind in zip(contexts.split(ROWS), targets.split(ROWS), here.split(ROWS), strict=True):
                logits = model(X)
                wanted = (len(X), len(self.stoi))
                good = isinstance(logits, Tensor) and logits.shape == wanted and logits.is_floating_point()
                require(
                    good,
                    f"{label(model)}(<int64 {tuple(X.shape)}>) should give logits {wanted}, got {value_text(logits)}",
                )
                require(bool(logits.isfinite().all()), "the logits are not finite after training")
                nll = -logits.double().log_softmax(1).gather(1, Y[:, None]).squeeze(1)
                total.index_add_(0, kind, nll)
                count.index_add_(0, kind, torch.ones_like(nll))
        return (total / count).tolist()[: 2 if self.made_up else 1]

    def reach(
        self, submission: Submission, model: ObjectProxy, block_size: int, threshold: float, **options: Any
    ) -> tuple[float, Tensor]:
        """Train, measure and require the threshold; return the dev loss and the training losses."""
        losses = self.train(submission, model, block_size, **options)
        loss, *made_up = self.dev_losses(model, block_size)
        bar = round(threshold + self.allowance, 4)
        note = f" ({threshold} {self.allowance:+.4f} for the words drawn here)" if self.allowance else ""
        require(
            loss <= bar,
            f"after {len(losses)} steps the dev loss is {loss:.4f}; it should be at most {bar:g}{note}.\n"
            "Fix the smaller checks first: a layer that computes the wrong thing shows up here as a higher loss.",
        )
        submission.note(f"dev loss {loss:.4f}, at most {bar:g}")
        for other in made_up:
            require(
                other <= threshold + self.gap,
                f"the dev loss is {loss:.4f}, but {other:.4f} on made-up words that resemble names; a model that\n"
                f"has learned how names are built stays below {threshold + self.gap:g} there.\n"
                "This looks like answers from a list of names. Learn from the training words only.",
            )
        return loss, losses


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
