"""eigh of the matrix of inner products where there are fewer points than dimensions."""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    centred = (E - E.mean(0)).detach()
    if len(E) < E.shape[1]:
        values, vectors = torch.linalg.eigh(centred @ centred.T)
        return (vectors * values.clamp(min=0).sqrt()).flip(1)[:, :k]
    _, vectors = torch.linalg.eigh(centred.T @ centred)
    return centred @ vectors[:, -k:].flip(1)
