"""The lecture's code."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    xenc = F.one_hot(xs, num_classes=W.shape[1]).float()
    logits = xenc @ W
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdims=True)
    loss = -probs[torch.arange(xs.nelement()), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss
