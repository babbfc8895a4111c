"""scatter_add_ into a flat table."""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    xs, ys = bigrams(words, stoi)
    V = len(stoi)
    flat = torch.zeros(V * V, dtype=torch.int64)
    flat.scatter_add_(0, xs * V + ys, torch.ones_like(xs))
    return flat.reshape(V, V)
