"""torch.optim.SGD."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    optimizer = torch.optim.SGD([W], lr=lr)
    optimizer.zero_grad()
    counts = one_hot_logits(xs, W).exp()
    p = counts[torch.arange(len(xs)), ys] / counts.sum(1)
    loss = -p.log().mean() + decay * (W * W).mean()
    loss.backward()
    optimizer.step()
    return float(loss)
