"""A fresh leaf for the graph, and copy_ at the end."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    w = W.detach().clone().requires_grad_(True)
    e = torch.exp(w[xs])
    loss = (
        -(e / e.sum(1, keepdim=True))[torch.arange(len(xs)), ys].log().sum() / len(xs)
        + decay * (w**2).sum() / w.numel()
    )
    loss.backward()
    with torch.no_grad():
        W.copy_(w - lr * w.grad)
    return loss.item()
