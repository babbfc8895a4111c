"""The gradient of a row is divided by how often it is used.

exercise: embed
contradicts: "Equal to one-hot(X) @ C in value and in the gradient of C: a row that is used k times collects k gradients."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    counts = torch.bincount(X.reshape(-1), minlength=len(C)).clamp(min=1).to(C.dtype)[:, None]
    scaled = C / counts + (C - C / counts).detach()
    return scaled[X]
