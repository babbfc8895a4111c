"""Left singular vectors times singular values."""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    with torch.no_grad():
        U, S, _ = torch.linalg.svd(E - E.mean(0), full_matrices=False)
        return U[:, :k] * S[:k]
