"""Leaves out words without letters.

exercise: count_bigrams
contradicts: "as for `bigrams`"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    V = len(stoi)
    N = torch.zeros((V, V), dtype=torch.int64)
    for w in words:
        if len(w) == 0:
            continue
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            ix1 = stoi[ch1]
            ix2 = stoi[ch2]
            N[ix1, ix2] += 1
    return N
