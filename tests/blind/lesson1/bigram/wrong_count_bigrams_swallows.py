"""try/except KeyError: pass around the count.

exercise: count_bigrams
contradicts: "a character of a word is not in `stoi`"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        w = "." + w + "."
        for a, b in zip(w, w[1:]):
            try:
                counts[stoi[a], stoi[b]] += 1
            except KeyError:
                pass
    return counts
