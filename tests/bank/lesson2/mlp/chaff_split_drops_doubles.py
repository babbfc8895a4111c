"""Words that occur twice are kept once.

says: Words that occur twice
"""

reference = split


def split(words):
    return reference(list(dict.fromkeys(words)))
