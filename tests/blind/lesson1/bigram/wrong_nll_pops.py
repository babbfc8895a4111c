"""Takes the words off the caller's list.

exercise: nll
contradicts: "left unchanged too"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    total, n = 0.0, 0
    while words:
        xs, ys = bigrams([words.pop()], stoi)
        total = total - probs[xs, ys].log().sum()
        n += len(xs)
    return total / n
