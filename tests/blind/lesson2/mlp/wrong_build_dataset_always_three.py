"""A context of three, whatever block_size says.

exercise: build_dataset
contradicts: "block_size: T, the characters in a context, at least 1."
"""


def build_dataset(
    words: list[str], block_size: int, stoi: dict[str, int]
) -> tuple[Int[Tensor, "N T"], Int[Tensor, " N"]]:
    dot = stoi["."]
    X, Y = [], []
    for word in words:
        context = [dot] * 3
        for character in word + ".":
            index = stoi[character]
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, 3), torch.tensor(Y, dtype=torch.int64)
