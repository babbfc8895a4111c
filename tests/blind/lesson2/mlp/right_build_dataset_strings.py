"""A string window, translated at the end."""


def build_dataset(words, block_size, stoi):
    pairs = []
    for word in words:
        window = "." * block_size
        for character in word + ".":
            pairs.append((window, character))
            window = (window + character)[-block_size:]
    X = torch.zeros(len(pairs), block_size, dtype=torch.long)
    Y = torch.zeros(len(pairs), dtype=torch.long)
    for i, (window, character) in enumerate(pairs):
        X[i] = torch.tensor([stoi[c] for c in window])
        Y[i] = stoi[character]
    return X, Y
