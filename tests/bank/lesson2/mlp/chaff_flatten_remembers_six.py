"""view(-1, 6), as it stands in the lecture.

says: is invalid for input of size
says: The rows always have six numbers
"""


def flatten(emb):
    return emb.view(-1, 6)
