"""An AssertionError for a matrix that is not square.

exercise: identity_init
contradicts: "ValueError: W is not square."
"""


def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    assert W.shape[0] == W.shape[1]
    with torch.no_grad():
        W.copy_(torch.eye(W.shape[0]))
    return W
