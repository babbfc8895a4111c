"""A character without a number is refused by an assertion; the text asks for a KeyError.

caught by: every character has to be known
says: it raised AssertionError, expected KeyError
"""

reference = build_dataset


def build_dataset(words, block_size, stoi):
    assert all(character in stoi for word in words for character in word), "unknown character"
    return reference(words, block_size, stoi)
