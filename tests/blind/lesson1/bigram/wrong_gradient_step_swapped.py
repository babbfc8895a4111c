"""ys in, xs out.

exercise: gradient_step
contradicts: "gives to the character in ys"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(ys, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), xs].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
