"""A one-hot mask of the targets."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    W.grad = torch.zeros_like(W)
    e = one_hot_logits(xs, W).exp()
    logp = torch.log(e / e.sum(dim=1, keepdim=True))
    loss = -(F.one_hot(ys, num_classes=W.shape[1]) * logp).sum(1).mean() + decay * torch.mean(W**2)
    loss.backward()
    W.data.sub_(W.grad, alpha=lr)
    W.grad.zero_()
    return loss.item()
