"""Writes the dots into the caller's list.

exercise: bigrams
contradicts: "the list is left unchanged"
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    for i in range(len(words)):
        words[i] = "." + words[i] + "."
    xs, ys = [], []
    for w in words:
        for a, b in zip(w, w[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
