"""k = D is refused.

exercise: pca
contradicts: "k: 1 <= k <= min(N, D)"
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    if not 0 < k < E.shape[1]:
        raise ValueError("k must be less than D")
    points = E.detach()
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vh[:k].T
