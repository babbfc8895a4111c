"""The dot gets the number 0, not the one that stoi gives it.

exercise: bigrams
contradicts: "that of the dot is `stoi["."]`, whatever it is"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    xs, ys = [], []
    for w in words:
        ix = [0] + [stoi[c] for c in w] + [0]
        xs += ix[:-1]
        ys += ix[1:]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
