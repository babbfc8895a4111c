"""The row is the place of the character in stoi, not its number.

exercise: count_bigrams
contradicts: "row i and column j hold how often character j follows character i"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    place = {c: i for i, c in enumerate(sorted(stoi))}
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        w = "." + w + "."
        for a, b in zip(w, w[1:]):
            counts[place[a], place[b]] += 1
    return counts
