"""Strings and zip."""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    pairs = [(stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w + ".")]
    xs = torch.tensor([a for a, _ in pairs], dtype=torch.long)
    ys = torch.tensor([b for _, b in pairs], dtype=torch.long)
    return xs, ys
