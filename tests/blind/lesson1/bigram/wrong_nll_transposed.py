"""probs[ys, xs].

exercise: nll
contradicts: "the probability of each next character (column) after each character (row)"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return -probs[ys, xs].log().mean()
