"""The last letter is cut off with a dot that is not there.

says: The last letter is missing
"""

reference = sample


def sample(probs, itos, generator):
    return reference(probs, itos, generator)[:-1]
