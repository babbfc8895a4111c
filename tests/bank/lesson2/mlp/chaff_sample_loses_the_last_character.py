"""The last character is cut off with the dot that is not there.

says: The last character is missing
says: and keep every character
"""

reference = sample


def sample(model, itos, block_size, generator=None):
    return reference(model, itos, block_size, generator)[:-1]
