"""words[:3] is left from trying it out in the lecture's notebook.

exercise: bigrams
contradicts: "any number of words, each without dots"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    xs, ys = [], []
    for w in words[:3]:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
