"""Each example becomes a column.

says: Rows and columns are swapped
"""


def flatten(emb):
    return emb.view(emb.shape[0], -1).T
