"""Words are put in lower case first, so an unknown capital goes unnoticed.

exercise: build_dataset
contradicts: "KeyError: a character of a word is not in `stoi`."
"""


def build_dataset(
    words: list[str], block_size: int, stoi: dict[str, int]
) -> tuple[Int[Tensor, "N T"], Int[Tensor, " N"]]:
    dot = stoi["."]
    X, Y = [], []
    for word in words:
        context = [dot] * block_size
        for character in word.lower() + ".":
            index = stoi[character]
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
