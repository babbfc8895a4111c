"""One batch is dropped too many.

exercise: stream_batches
contradicts: "X and Y of shape (K, B, T) with K = (N - 1) // (B * T)"
"""


def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    B, T = batch_size, seq_len
    K = (len(stream) - 1) // (B * T)
    K = K - 1 if K > 1 else K
    if K < 1:
        raise ValueError(f"{len(stream)} characters are too few for a batch of {B} x {T}")
    X = stream[: B * K * T].reshape(B, K, T).transpose(0, 1)
    Y = stream[1 : B * K * T + 1].reshape(B, K, T).transpose(0, 1)
    return X, Y
