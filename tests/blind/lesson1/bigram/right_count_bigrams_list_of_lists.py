"""Lists of Python numbers."""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    V = len(stoi)
    table = [[0] * V for _ in range(V)]
    for w in words:
        previous = "."
        for c in list(w) + ["."]:
            table[stoi[previous]][stoi[c]] += 1
            previous = c
    return torch.tensor(table)
