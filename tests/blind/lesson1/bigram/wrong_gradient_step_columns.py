"""The softmax over dimension 0.

exercise: gradient_step
contradicts: "the probability that the softmax of a row of `one_hot_logits(xs, W)` gives to the character in ys"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(0, keepdim=True)
    loss = -probs[torch.arange(len(ys)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
