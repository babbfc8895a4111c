"""The table is as large as the largest number that occurs.

exercise: count_bigrams
contradicts: "whether or not all of its characters occur"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    xs, ys = bigrams(words, stoi)
    V = int(max(xs.max(), ys.max())) + 1
    return torch.bincount(xs * V + ys, minlength=V * V).view(V, V)
