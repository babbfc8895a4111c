"""The table is a global that every call adds to.

exercise: count_bigrams
contradicts: "A new int64 table at every call"
"""

TABLES = {}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    V = len(stoi)
    N = TABLES.setdefault(V, torch.zeros((V, V), dtype=torch.int64))
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            ix1 = stoi[ch1]
            ix2 = stoi[ch2]
            N[ix1, ix2] += 1
    return N
