"""Tensor.unfold a word at a time, and cat."""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    parts = [torch.tensor([stoi[c] for c in f".{w}."], dtype=torch.int64).unfold(0, 2, 1) for w in words]
    both = torch.cat([torch.empty((0, 2), dtype=torch.int64), *parts])
    return both[:, 0], both[:, 1]
