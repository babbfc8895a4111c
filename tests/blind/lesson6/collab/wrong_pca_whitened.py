"""Every component is divided by its spread.

exercise: pca
contradicts: "The directions have length 1, so all D components together keep the distances between the points."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    result = centred @ Vh[:k].T
    return result / result.std(0)
