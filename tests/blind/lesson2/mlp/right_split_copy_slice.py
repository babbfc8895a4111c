"""A slice as the copy, the generator in a name."""


def split(words):
    rng = random.Random(42)
    shuffled = words[:]
    rng.shuffle(shuffled)
    train_end, dev_end = (int(share * len(words)) for share in (0.8, 0.9))
    train = shuffled[:train_end]
    dev = shuffled[train_end:dev_end]
    test = shuffled[dev_end:]
    return train, dev, test
