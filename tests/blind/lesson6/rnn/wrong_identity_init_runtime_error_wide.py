"""Only tall matrices are refused; a single row is broadcast over by copy_.

exercise: identity_init
contradicts: "ValueError: W is not square."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    if W.shape[0] > W.shape[1]:
        raise ValueError(f"a square matrix is needed, not {tuple(W.shape)}")
    with torch.no_grad():
        W.copy_(torch.eye(*W.shape))
    return W
