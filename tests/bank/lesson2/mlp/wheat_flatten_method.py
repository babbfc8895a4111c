"""The method flatten, which gives a view where it can."""


def flatten(emb):
    return emb.flatten(start_dim=1)
