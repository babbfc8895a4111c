"""exp of the loss.

exercise: nll
contradicts: "The mean negative log-likelihood of all bigrams of the words, with the natural logarithm."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return torch.exp(-probs[xs, ys].log().mean())
