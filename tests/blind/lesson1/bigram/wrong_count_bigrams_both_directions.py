"""Counts the pair in both orders.

exercise: count_bigrams
contradicts: "row i and column j hold how often character j follows character i"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    V = len(stoi)
    N = torch.zeros((V, V), dtype=torch.int64)
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            ix1 = stoi[ch1]
            ix2 = stoi[ch2]
            N[ix1, ix2] += 1
            N[ix2, ix1] += 1
    return N
