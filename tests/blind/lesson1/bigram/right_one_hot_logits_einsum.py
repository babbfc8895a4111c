"""einsum of one-hot rows."""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    xenc = F.one_hot(xs, num_classes=len(W)).to(W.dtype)
    return torch.einsum("nv,vk->nk", xenc, W)
