"""torch.xlogy, which takes 0 log 0 for 0."""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    N = count_bigrams(words, stoi)
    return -torch.special.xlogy(N, probs).sum() / N.sum()
