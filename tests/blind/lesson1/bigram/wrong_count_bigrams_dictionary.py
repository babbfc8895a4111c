"""The lecture's dictionary of pairs.

exercise: count_bigrams
contradicts: "A new int64 table at every call"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    b = {}
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            bigram = (ch1, ch2)
            b[bigram] = b.get(bigram, 0) + 1
    return b
