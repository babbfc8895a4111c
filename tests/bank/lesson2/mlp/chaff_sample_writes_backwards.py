"""Each character is put in front.

says: The characters are in reverse order
"""

reference = sample


def sample(model, itos, block_size, generator=None):
    return reference(model, itos, block_size, generator)[::-1]
