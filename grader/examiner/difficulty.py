"""How hard the held-out words of a split are: the dev loss of a counting model.

The dev loss of correct models varies more between splits than between models, but it moves together with that of a
model that only counts what follows three characters. So the bar on a drawn split moves with it too (docs/training.md).
Source: Ney, Essen and Kneser, "On structuring probabilistic dependences in stochastic language modelling", 1994, with
absolute discounting and interpolation.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

CONTEXT = 3  # characters
DISCOUNT = 0.75  # subtracted from each count that is not zero


def count_loss(train: Sequence[str], dev: Sequence[str], stoi: dict[str, int]) -> float:
    """Return the mean negative log-likelihood of the dev words, in nats per character, by counts on training words."""
    from data import context_windows

    (X, Y), (X_dev, Y_dev) = (context_windows(list(words), CONTEXT, stoi) for words in (train, dev))
    size = len(stoi)
    probs = torch.full((len(Y_dev),), 1 / size, dtype=torch.float64)  # of each target, by ever longer contexts
    for length in range(CONTEXT + 1):
        counts = torch.zeros(size**length, size, dtype=torch.float64)
        counts.index_put_((_number(X, length, size), Y), torch.ones(len(Y), dtype=torch.float64), accumulate=True)
        seen = counts[_number(X_dev, length, size)]
        total, kinds = seen.sum(1), (seen > 0).sum(1)
        kept = (seen.gather(1, Y_dev[:, None]).squeeze(1) - DISCOUNT).clamp(min=0)
        probs = torch.where(total > 0, (kept + DISCOUNT * kinds * probs) / total.clamp(min=1), probs)
    return -probs.log().mean().item()


def _number(X: Tensor, length: int, size: int) -> Tensor:
    """Return the last `length` characters of each context (N, CONTEXT) as one number (N,)."""
    return (X[:, CONTEXT - length :] * size ** torch.arange(length)).sum(1)
