"""W no longer requires gradients afterwards.

exercise: gradient_step
contradicts: "a leaf that requires gradients, and so it stays"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(ys)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.requires_grad_(False)
    W -= lr * W.grad
    return loss.item()
