"""The result is (k, N).

exercise: pca
contradicts: "def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:"
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return (centred @ Vh[:k].T).T
