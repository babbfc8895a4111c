"""Views and permute, made contiguous."""


def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    B, T = batch_size, seq_len
    K = (len(stream) - 1) // (B * T)
    if K < 1:
        raise ValueError(f"{len(stream)} characters are too few for a batch of {B} x {T}")
    X = stream[: B * K * T].reshape(B, K, T).permute(1, 0, 2).contiguous()
    Y = stream[1 : B * K * T + 1].reshape(B, K, T).permute(1, 0, 2).contiguous()
    return X, Y
