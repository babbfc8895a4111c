"""Strips overlap by one character.

exercise: stream_batches
contradicts: "batch_size: B strips of equal length. Strip i + 1 begins where strip i ends."
"""


def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    B, T = batch_size, seq_len
    K = (len(stream) - 1) // (B * T)
    if K < 1:
        raise ValueError(f"{len(stream)} characters are too few for a batch of {B} x {T}")
    X = torch.stack([stream[i * (K * T - 1) :][: K * T] for i in range(B)]).reshape(B, K, T).transpose(0, 1)
    Y = torch.stack([stream[i * (K * T - 1) + 1 :][: K * T] for i in range(B)]).reshape(B, K, T).transpose(0, 1)
    return X, Y
