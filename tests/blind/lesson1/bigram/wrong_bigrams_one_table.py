"""One (N, 2) tensor of pairs.

exercise: bigrams
contradicts: "xs (N,) and ys (N,), both int64"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    pairs = []
    for w in words:
        chs = "." + w + "."
        for a, b in zip(chs, chs[1:]):
            pairs.append((stoi[a], stoi[b]))
    return torch.tensor(pairs, dtype=torch.int64).view(-1, 2)
