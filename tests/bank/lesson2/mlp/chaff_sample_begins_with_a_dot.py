"""The word starts as a dot.

says: The dot of the first context is part of the word
"""

reference = sample


def sample(model, itos, block_size, generator=None):
    return "." + reference(model, itos, block_size, generator)
