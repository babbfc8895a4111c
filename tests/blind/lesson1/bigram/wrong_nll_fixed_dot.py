"""Takes 0 for the dot.

exercise: nll
contradicts: "the number of every character, the dot among them"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    total, n = 0.0, 0
    for w in words:
        ix = [0] + [stoi[c] for c in w] + [0]
        for a, b in zip(ix, ix[1:]):
            total -= probs[a, b].log()
            n += 1
    return total / n
