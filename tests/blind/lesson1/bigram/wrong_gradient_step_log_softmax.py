"""Tensor.log_softmax.

exercise: gradient_step
contradicts: "You may not use `F.cross_entropy`"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logp = W[xs].log_softmax(1)
    loss = -logp[torch.arange(len(xs)), ys].mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    with torch.no_grad():
        W -= lr * W.grad
    return loss.item()
