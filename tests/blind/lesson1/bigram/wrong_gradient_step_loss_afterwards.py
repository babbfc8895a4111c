"""The loss after the update.

exercise: gradient_step
contradicts: "The loss before the update, all of it"
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
    W.data += -lr * W.grad
    with torch.no_grad():
        logp = W[xs] - W[xs].logsumexp(1, keepdim=True)
        return (-logp[torch.arange(len(ys)), ys].mean() + decay * (W**2).mean()).item()
