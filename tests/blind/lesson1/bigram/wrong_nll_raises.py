"""math.log raises for 0.

exercise: nll
contradicts: "It is infinite if a bigram of the words has probability 0, and that is no error."
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    import math

    total, n = 0.0, 0
    for w in words:
        w = "." + w + "."
        for a, b in zip(w, w[1:]):
            total -= math.log(probs[stoi[a], stoi[b]])
            n += 1
    return total / n
