"""One list is changed in place, so all contexts of a word are equal.

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
            X.append(context)
            Y.append(index)
            context.pop(0)
            context.append(index)
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
