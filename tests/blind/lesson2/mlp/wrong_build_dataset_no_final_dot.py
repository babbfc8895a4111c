"""The dot that ends a word is not an example.

exercise: build_dataset
contradicts: "words: any number of words, each without dots; "emma" gives five examples."
"""


def build_dataset(
    words: list[str], block_size: int, stoi: dict[str, int]
) -> tuple[Int[Tensor, "N T"], Int[Tensor, " N"]]:
    dot = stoi["."]
    X, Y = [], []
    for word in words:
        context = [dot] * block_size
        for character in word:
            index = stoi[character]
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
