"""The mean over the table, not over the words.

exercise: nll
contradicts: "The mean negative log-likelihood of all bigrams of the words, with the natural logarithm."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    return -probs.log().mean()
