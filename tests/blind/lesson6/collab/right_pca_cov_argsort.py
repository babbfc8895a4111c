"""torch.cov and an argsort of the eigenvalues."""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach().clone()
    points -= points.mean(0)
    values, vectors = torch.linalg.eigh((points.T @ points).div(max(len(points) - 1, 1)))
    order = values.argsort(descending=True)[:k]
    return points @ vectors[:, order]
