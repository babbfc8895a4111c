"""The gradient is that of an earlier W: the update happens before backward.

exercise: gradient_step
contradicts: "W - lr * (the gradient of the loss)"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(xs, W)
    logp = logits - logits.logsumexp(1, keepdim=True)
    loss = -logp[torch.arange(len(ys)), ys].mean() + decay * (W**2).mean()
    if W.grad is not None:
        W.data -= lr * W.grad
    W.grad = None
    loss.backward()
    return loss.item()
