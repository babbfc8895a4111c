"""The strips are reshaped to (K, B, T) instead of transposed.

exercise: stream_batches
contradicts: "`X[k + 1, i]` follows `X[k, i]` in the stream, and `Y[k, i, t]` is the character that follows `X[k, i, t]`."
"""


def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    B, T = batch_size, seq_len
    K = (len(stream) - 1) // (B * T)
    if K < 1:
        raise ValueError(f"{len(stream)} characters are too few for a batch of {B} x {T}")
    X = stream[: B * K * T].reshape(B, K, T).reshape(K, B, T)
    Y = stream[1 : B * K * T + 1].reshape(B, K, T).reshape(K, B, T)
    return X, Y
