"""Two components whatever k.

exercise: pca
contradicts: "k: 1 <= k <= min(N, D)"
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vh[:2].T
