"""F.nll_loss on the logarithms."""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return F.nll_loss(probs[xs].log(), ys)
