"""The gradient in one formula, without autograd."""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    with torch.no_grad():
        N, V = len(xs), W.shape[0]
        logits = W[xs]
        p = (logits - logits.logsumexp(1, keepdim=True)).exp()
        loss = -p[range(N), ys].log().mean() + decay * W.pow(2).mean()
        p[range(N), ys] -= 1
        grad = torch.zeros_like(W).index_add_(0, xs, p / N) + 2 * decay * W / W.numel()
        W.sub_(lr * grad)
    return loss.item()
