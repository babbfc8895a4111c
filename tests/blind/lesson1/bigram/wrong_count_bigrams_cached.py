"""Remembers the table by the number of words.

exercise: count_bigrams
contradicts: "nothing is remembered from one call to the next"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    key = (len(words), len(stoi))
    if key not in known:
        N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
        for w in words:
            chs = "." + w + "."
            for a, b in zip(chs, chs[1:]):
                N[stoi[a], stoi[b]] += 1
        known[key] = N
    return known[key].clone()


known = {}
