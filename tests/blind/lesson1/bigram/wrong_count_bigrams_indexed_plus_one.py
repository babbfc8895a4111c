"""counts[xs, ys] += 1 on all pairs at once.

exercise: count_bigrams
contradicts: "so it counts once"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    xs, ys = bigrams(words, stoi)
    counts = torch.zeros(len(stoi), len(stoi), dtype=torch.int64)
    counts[xs, ys] += 1
    return counts
