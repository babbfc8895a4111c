"""An AssertionError for a stream that is too short.

exercise: stream_batches
contradicts: "ValueError: the stream is too short for a single batch."
"""


def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    B, T = batch_size, seq_len
    K = (len(stream) - 1) // (B * T)
    assert K >= 1
    X = stream[: B * K * T].reshape(B, K, T).transpose(0, 1)
    Y = stream[1 : B * K * T + 1].reshape(B, K, T).transpose(0, 1)
    return X, Y
