"""Arrays of NumPy, and from_numpy."""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    import numpy as np

    xs, ys = [], []
    for word in words:
        previous = stoi["."]
        for c in word:
            xs.append(previous)
            previous = stoi[c]
            ys.append(previous)
        xs.append(previous)
        ys.append(stoi["."])
    return torch.from_numpy(np.array(xs, dtype=np.int64)), torch.from_numpy(np.array(ys, dtype=np.int64))
