"""Windows by unfold, one word at a time."""


def build_dataset(words, block_size, stoi):
    dot = stoi["."]
    X, Y = [torch.empty((0, block_size), dtype=torch.int64)], [torch.empty(0, dtype=torch.int64)]
    for word in words:
        stream = torch.tensor([dot] * block_size + [stoi[c] for c in word] + [dot])
        windows = stream.unfold(0, block_size + 1, 1)
        X.append(windows[:, :-1])
        Y.append(windows[:, -1])
    return torch.cat(X), torch.cat(Y)
