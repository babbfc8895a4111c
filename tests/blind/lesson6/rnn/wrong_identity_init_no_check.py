"""A matrix that is not square gets ones on its diagonal.

exercise: identity_init
contradicts: "ValueError: W is not square."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    with torch.no_grad():
        W.copy_(torch.eye(*W.shape))
    return W
