"""The lists are default arguments, so a second call returns the first one's examples too.

exercise: build_dataset
contradicts: "Every context of `block_size` characters and the character that follows it."
"""


def build_dataset(words, block_size, stoi, X=[], Y=[]) -> tuple[Int[Tensor, "N T"], Int[Tensor, " N"]]:
    dot = stoi["."]
    for word in words:
        context = [dot] * block_size
        for character in word + ".":
            index = stoi[character]
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
