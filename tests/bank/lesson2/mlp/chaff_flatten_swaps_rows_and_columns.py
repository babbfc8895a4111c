"""Each example becomes a column.

says: Rows and columns have changed places
"""


def flatten(emb):
    return emb.view(emb.shape[0], -1).T
