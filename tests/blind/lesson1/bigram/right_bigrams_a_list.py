"""A list of the two tensors."""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    xs, ys = [], []
    for w in words:
        ids = list(map(stoi.__getitem__, "." + w + "."))
        xs.extend(ids[:-1])
        ys.extend(ids[1:])
    return (torch.tensor(xs).long(), torch.tensor(ys).long())
