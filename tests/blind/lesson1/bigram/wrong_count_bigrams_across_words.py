"""Counts in one text, so the last dot and the next first one are a pair.

exercise: count_bigrams
contradicts: "How often each character follows each other one."
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    text = "." + "..".join(words) + "."
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for a, b in zip(text, text[1:]):
        counts[stoi[a], stoi[b]] += 1
    return counts
