"""Two splits only; the dev split serves as test split.

says: test is the same as dev
"""

reference = split


def split(words):
    train, dev, test = reference(words)
    return train, dev, dev
