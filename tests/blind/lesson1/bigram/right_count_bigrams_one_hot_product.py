"""X.T @ Y of one-hot rows, in double precision."""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    xs, ys = bigrams(words, stoi)
    V = len(stoi)
    return (F.one_hot(xs, V).double().T @ F.one_hot(ys, V).double()).long()
