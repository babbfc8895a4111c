"""torch.pca_lowrank.

exercise: pca
contradicts: "You may use `torch.linalg.svd` or `torch.linalg.eigh`, but not `torch.pca_lowrank`."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    _, _, V = torch.pca_lowrank(points, q=min(points.shape), niter=10)
    return (points - points.mean(0)) @ V[:, :k]
