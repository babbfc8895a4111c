"""torch.arange(5), as in the lecture.

exercise: gradient_step
contradicts: "one or more pairs of characters"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(5), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
