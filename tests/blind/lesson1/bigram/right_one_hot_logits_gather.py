"""take_along_dim."""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    return W.gather(0, xs[:, None].expand(-1, W.shape[1]))
