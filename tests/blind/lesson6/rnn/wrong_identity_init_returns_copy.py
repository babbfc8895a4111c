"""Returns a copy.

exercise: identity_init
contradicts: "`W` itself: the same storage, still a leaf, and the change is not part of any graph."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"a square matrix is needed, not {tuple(W.shape)}")
    with torch.no_grad():
        W.copy_(torch.eye(W.shape[0]))
    return W.clone()
