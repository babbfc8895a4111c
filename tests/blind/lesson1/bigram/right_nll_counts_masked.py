"""The counts times the logarithms, where there are counts."""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    N = count_bigrams(words, stoi)
    there = N > 0
    return -(N[there] * torch.log(probs[there])).sum() / N.sum()
