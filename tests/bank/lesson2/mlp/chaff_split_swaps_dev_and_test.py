"""Test comes before dev.

says: dev and test have changed places
"""

reference = split


def split(words):
    train, dev, test = reference(words)
    return train, test, dev
