"""Repeated examples are dropped.

exercise: build_dataset
contradicts: "Every context of `block_size` characters and the character that follows it."
"""


def build_dataset(
    words: list[str], block_size: int, stoi: dict[str, int]
) -> tuple[Int[Tensor, "N T"], Int[Tensor, " N"]]:
    dot = stoi["."]
    X, Y = [], []
    for word in words:
        context = [dot] * block_size
        for character in word + ".":
            index = stoi[character]
            if (context, index) not in zip(X, Y):
                X.append(context)
                Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
