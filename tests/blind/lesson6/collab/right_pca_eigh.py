"""eigh of the covariance, turned round."""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E.detach()
    centred = points - points.mean(0, keepdim=True)
    _, V = torch.linalg.eigh(centred.T @ centred / len(points))
    return centred @ V.flip(1)[:, :k]
