"""The logits are divided by their sum.

exercise: gradient_step
contradicts: "Exponentiate and divide by the sum of the row"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(xs, W)
    counts = logits.abs()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(ys)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
