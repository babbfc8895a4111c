"""clamp(min=1e-10) before the logarithm.

exercise: nll
contradicts: "It is infinite if a bigram of the words has probability 0, and that is no error."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].clamp(min=1e-10).log().mean()
