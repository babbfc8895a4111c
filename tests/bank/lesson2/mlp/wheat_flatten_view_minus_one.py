"""view(-1, ...) with the product of the sizes."""


def flatten(emb):
    return emb.view(-1, emb.shape[1] * emb.shape[2])
