"""The logarithm of the product, which is 0 in any float.

exercise: nll
contradicts: "a number so small that no float can hold it"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].prod().log() / len(xs)
