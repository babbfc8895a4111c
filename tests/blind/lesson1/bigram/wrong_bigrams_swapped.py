"""The second characters are returned first.

exercise: bigrams
contradicts: "the first and the second character of each pair"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    xs, ys = [], []
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    return torch.tensor(ys, dtype=torch.int64), torch.tensor(xs, dtype=torch.int64)
