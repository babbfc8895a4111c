"""The words are sorted, as for counting, and lose their order.

says: The words were sorted
"""

reference = build_dataset


def build_dataset(words, block_size, stoi):
    return reference(sorted(words), block_size, stoi)
