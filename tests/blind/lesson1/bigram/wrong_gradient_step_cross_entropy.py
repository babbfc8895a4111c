"""F.cross_entropy.

exercise: gradient_step
contradicts: "You may not use `F.cross_entropy`"
"""


def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    loss = F.cross_entropy(one_hot_logits(xs, W), ys) + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    with torch.no_grad():
        W -= lr * W.grad
    return loss.item()
