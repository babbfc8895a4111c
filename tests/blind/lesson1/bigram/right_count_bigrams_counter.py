"""collections.Counter."""

from collections import Counter


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    counts = torch.zeros(len(stoi), len(stoi), dtype=torch.int64)
    for (a, b), n in Counter((a, b) for w in words for a, b in zip("." + w, w + ".")).items():
        counts[stoi[a], stoi[b]] = n
    return counts
