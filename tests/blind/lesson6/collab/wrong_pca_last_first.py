"""The smallest directions.

exercise: pca
contradicts: "The centred points along the k directions of largest variance, the largest first."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vh[-k:].T
