"""One text, and the pairs of dot and dot between words masked out."""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    ix = [stoi["."]]
    inside = []
    for w in words:
        for c in w:
            ix.append(stoi[c])
            inside.append(True)
        ix += [stoi["."], stoi["."]]
        inside += [True, False]
    ix = torch.tensor(ix, dtype=torch.int64)
    keep = torch.tensor(inside, dtype=torch.bool)
    return ix[:-1][keep], ix[1:][keep]
