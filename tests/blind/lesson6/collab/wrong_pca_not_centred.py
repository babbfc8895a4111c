"""The points are not centred.

exercise: pca
contradicts: "Without centring, the first direction would merely point from the origin to the middle of the cloud."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vh[:k].T
