"""One tensor a word, unfolded into windows, and concatenated."""

import torch
from torch import Tensor


def build_dataset(words: list[str], block_size: int, stoi: dict[str, int]) -> tuple[Tensor, Tensor]:
    windows = [torch.zeros(0, block_size + 1, dtype=torch.long)]
    for word in words:
        codes = torch.tensor([stoi["."]] * block_size + [stoi[c] for c in word] + [stoi["."]])
        windows.append(codes.unfold(0, block_size + 1, 1))
    windows = torch.cat(windows)
    return windows[:, :-1], windows[:, -1]
