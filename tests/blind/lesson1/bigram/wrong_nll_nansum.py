"""The counts times the table of logarithms, NaN taken for 0: so is what is infinite? No, but every NaN is lost.

exercise: nll
contradicts: "It is infinite if a bigram of the words has probability 0, and that is no error."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    counts = count_bigrams(words, stoi)
    logs = probs.log()
    logs[logs == -float("inf")] = 0
    return -(counts * logs).sum() / counts.sum()
