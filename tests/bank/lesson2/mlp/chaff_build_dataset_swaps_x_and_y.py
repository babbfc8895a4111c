"""Y is returned first.

says: X and Y are swapped
"""

reference = build_dataset


def build_dataset(words, block_size, stoi):
    X, Y = reference(words, block_size, stoi)
    return Y, X
