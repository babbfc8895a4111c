"""A call for each word.

exercise: nll
contradicts: "thousands of them are no difficulty"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    def total(rest):
        if not rest:
            return 0.0, 0
        xs, ys = bigrams(rest[:1], stoi)
        loss, n = total(rest[1:])
        return loss - probs[xs, ys].log().sum(), n + len(xs)

    loss, n = total(words)
    return loss / n
