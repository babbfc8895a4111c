"""Returns a new identity matrix.

exercise: identity_init
contradicts: "Fill the matrix with the identity, in place."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"a square matrix is needed, not {tuple(W.shape)}")
    return torch.eye(W.shape[0], requires_grad=W.requires_grad)
