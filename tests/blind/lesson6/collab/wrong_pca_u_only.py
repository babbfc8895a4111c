"""The left singular vectors without their sizes.

exercise: pca
contradicts: "The directions have length 1, so all D components together keep the distances between the points."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    U, _, _ = torch.linalg.svd(points - points.mean(0), full_matrices=False)
    return U[:, :k]
