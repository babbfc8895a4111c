"""torch.autograd.grad."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    logits = one_hot_logits(xs, W)
    picked = logits.gather(1, ys[:, None]).squeeze(1)
    loss = (torch.logsumexp(logits, dim=1) - picked).mean() + decay * W.square().mean()
    (grad,) = torch.autograd.grad(loss, W)
    with torch.no_grad():
        W -= lr * grad
    return loss.detach()
