"""stoi.get(c, 0) makes a dot of an unknown character.

exercise: bigrams
contradicts: "a character of a word is not in `stoi`"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    xs, ys = [], []
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi.get(ch1, 0))
            ys.append(stoi.get(ch2, 0))
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
