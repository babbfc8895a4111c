"""One tensor a word, concatenated."""

import torch
from torch import Tensor


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Tensor, Tensor]:
    codes = [torch.tensor([stoi[c] for c in f".{word}."]) for word in words]
    if not codes:
        return torch.empty(0, dtype=torch.int64), torch.empty(0, dtype=torch.int64)
    return torch.cat([c[:-1] for c in codes]), torch.cat([c[1:] for c in codes])
