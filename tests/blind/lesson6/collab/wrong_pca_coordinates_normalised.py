"""Every point is brought to length 1.

exercise: pca
contradicts: "The directions have length 1, so all D components together keep the distances between the points."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    centred = centred / centred.norm(dim=1, keepdim=True)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vh[:k].T
