"""torch.unique with counts."""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    xs, ys = bigrams(words, stoi)
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    pairs, n = torch.unique(torch.stack((xs, ys)), dim=1, return_counts=True)
    if len(xs):
        counts[pairs[0], pairs[1]] = n
    return counts
