"""The directions are those of the centred points, the coordinates those of the points as they are.

exercise: pca
contradicts: "The centred points along the k directions of largest variance, the largest first."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return points @ Vh[:k].T
