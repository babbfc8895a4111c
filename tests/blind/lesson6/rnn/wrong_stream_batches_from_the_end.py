"""What is left is dropped at the beginning.

exercise: stream_batches
contradicts: "What is left at the end of the stream is dropped."
"""


def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    B, T = batch_size, seq_len
    K = (len(stream) - 1) // (B * T)
    if K < 1:
        raise ValueError(f"{len(stream)} characters are too few for a batch of {B} x {T}")
    X = stream[len(stream) - 1 - B * K * T : -1].reshape(B, K, T).transpose(0, 1)
    Y = stream[len(stream) - B * K * T :].reshape(B, K, T).transpose(0, 1)
    return X, Y
