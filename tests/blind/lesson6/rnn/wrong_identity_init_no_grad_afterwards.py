"""requires_grad is switched off and stays off.

exercise: identity_init
contradicts: "W: a square matrix, usually a leaf that requires gradients, like `rnn.weight_hh`."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"a square matrix is needed, not {tuple(W.shape)}")
    W.requires_grad_(False)
    W.copy_(torch.eye(W.shape[0]))
    return W
