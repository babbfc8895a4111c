"""W.set_ to the new tensor.

exercise: gradient_step
contradicts: "W - lr * (the gradient of the loss)"
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
    W.data = W.data.clone() - W.grad
    return loss.item()
