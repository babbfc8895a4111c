"""A deque of fixed length."""

import collections


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        window = collections.deque([stoi["."]] * block_size, maxlen=block_size)
        for index in [stoi[c] for c in word] + [stoi["."]]:
            X += window
            Y.append(index)
            window.append(index)
    return torch.tensor(X, dtype=torch.long).view(len(Y), block_size), torch.tensor(Y, dtype=torch.long)
