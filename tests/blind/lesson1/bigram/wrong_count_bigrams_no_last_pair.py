"""range(len - 2) stops one pair early.

exercise: count_bigrams
contradicts: "How often each character follows each other one."
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        w = "." + w + "."
        for i in range(len(w) - 2):
            counts[stoi[w[i]], stoi[w[i + 1]]] += 1
    return counts
