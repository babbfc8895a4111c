"""W.grad.zero_() if there is one; the gradient of the decay added by hand."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    if W.grad is not None:
        W.grad.zero_()
    logits = one_hot_logits(xs, W)
    logits = logits - logits.max(1, keepdim=True).values.detach()
    e = logits.exp()
    p = e / e.sum(1, keepdim=True)
    data_loss = p[torch.arange(ys.shape[0]), ys].log().mean().neg()
    data_loss.backward()
    with torch.no_grad():
        loss = data_loss + decay * (W**2).mean()
        W.copy_(W - lr * (W.grad + decay * 2 * W / W.numel()))
    return loss
