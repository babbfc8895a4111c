"""A view of emb.data gets no gradient back.

caught by: gradients go back
says: no gradient reaches emb
"""


def flatten(emb):
    return emb.data.view(emb.shape[0], -1)
