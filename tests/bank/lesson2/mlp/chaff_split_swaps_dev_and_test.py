"""Test comes before dev.

says: dev and test are swapped
"""

reference = split


def split(words):
    train, dev, test = reference(words)
    return train, test, dev
