"""torch.nn.init.eye_.

exercise: identity_init
contradicts: "You may not use `torch.nn.init`."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"a square matrix is needed, not {tuple(W.shape)}")
    return torch.nn.init.eye_(W)
