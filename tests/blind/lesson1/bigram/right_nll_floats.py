"""Python's floats, with infinity by hand."""

import math


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    total, n = 0.0, 0
    table = probs.tolist()
    for w in words:
        for a, b in zip("." + w, w + "."):
            p = table[stoi[a]][stoi[b]]
            total += -math.log(p) if p > 0 else math.inf
            n += 1
    return total / n
