"""A limit on the length of a word.

caught by: the oldest character leaves the window
says: The word was cut off after 5 characters
"""

reference = sample


def sample(model, itos, block_size, generator=None):
    return reference(model, itos, block_size, generator)[:5]
