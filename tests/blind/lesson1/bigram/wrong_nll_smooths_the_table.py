"""Smooths and divides the table once more, to be safe.

exercise: nll
contradicts: "It is infinite if a bigram of the words has probability 0, and that is no error."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    probs = probs + 1e-6
    probs = probs / probs.sum(1, keepdim=True)
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log().mean()
