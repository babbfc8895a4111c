"""The words are sorted first.

exercise: build_dataset
contradicts: "X (N, T) and Y (N,), both int64: the words in the order given, and within a word from left to right."
"""


def build_dataset(
    words: list[str], block_size: int, stoi: dict[str, int]
) -> tuple[Int[Tensor, "N T"], Int[Tensor, " N"]]:
    dot = stoi["."]
    X, Y = [], []
    for word in sorted(words):
        context = [dot] * block_size
        for character in word + ".":
            index = stoi[character]
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
