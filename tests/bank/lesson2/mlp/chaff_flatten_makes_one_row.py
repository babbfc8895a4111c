"""view(-1) lays out everything in one row.

says: Everything is in one row
"""


def flatten(emb):
    return emb.view(-1)
