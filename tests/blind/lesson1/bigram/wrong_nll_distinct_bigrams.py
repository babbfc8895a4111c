"""Every bigram once.

exercise: nll
contradicts: "in which every bigram counts once for each time it occurs"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    pairs = set(zip(xs.tolist(), ys.tolist()))
    return -sum(probs[i, j].log() for i, j in pairs) / len(pairs)
