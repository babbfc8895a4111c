"""Slices are assigned."""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"a square matrix is needed, not {tuple(W.shape)}")
    with torch.no_grad():
        W[:] = 0.0
        for i in range(len(W)):
            W[i, i] = 1.0
    return W
