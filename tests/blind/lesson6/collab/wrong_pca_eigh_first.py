"""The first k of eigh, the smallest.

exercise: pca
contradicts: "The centred points along the k directions of largest variance, the largest first."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    _, V = torch.linalg.eigh(centred.T @ centred)
    return centred @ V[:, :k].flip(1)
