"""The counts times the table of logarithms: 0 times minus infinity is NaN.

exercise: nll
contradicts: "Probabilities of bigrams that do not occur make no difference."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    counts = count_bigrams(words, stoi)
    return -(counts * probs.log()).sum() / counts.sum()
