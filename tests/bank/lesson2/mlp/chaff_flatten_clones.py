"""A needless clone after the view.

caught by: a view that costs nothing
says: but they were copied
"""


def flatten(emb):
    return emb.view(emb.shape[0], -1).clone()
