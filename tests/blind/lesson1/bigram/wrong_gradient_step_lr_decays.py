"""The learning rate gets smaller with every call.

exercise: gradient_step
contradicts: "nothing is remembered from one call to the next"
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
    calls.append(1)
    W.data += -lr / len(calls) * W.grad
    return loss.item()


calls = []
