"""Lowers the case of every word.

exercise: bigrams
contradicts: "a character of a word is not in `stoi`"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    xs, ys = [], []
    for w in words:
        chs = ["."] + list(w.lower()) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
