"""An array of NumPy.

exercise: count_bigrams
contradicts: "A new int64 table at every call"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    import numpy as np

    counts = np.zeros((len(stoi), len(stoi)), dtype=np.int64)
    for w in words:
        w = "." + w + "."
        for i in range(len(w) - 1):
            counts[stoi[w[i]], stoi[w[i + 1]]] += 1
    return counts
