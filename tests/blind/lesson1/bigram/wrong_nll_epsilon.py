"""log(p + 1e-8), so that nothing is infinite.

exercise: nll
contradicts: "It is infinite if a bigram of the words has probability 0, and that is no error."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return -(probs[xs, ys] + 1e-8).log().mean()
