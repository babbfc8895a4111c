"""The characters are not joined.

says: sample should return a string
"""

reference = sample


def sample(model, itos, block_size, generator=None):
    return list(reference(model, itos, block_size, generator))
