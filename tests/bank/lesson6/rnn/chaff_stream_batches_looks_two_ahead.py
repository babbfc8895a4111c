"""The targets are two characters ahead.

says: The targets are two characters ahead
says: is invalid for input of size
"""


def stream_batches(stream, batch_size, seq_len):
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K == 0:
        raise ValueError("too short")
    used = K * batch_size * seq_len
    X, Y = (part.view(batch_size, K, seq_len).transpose(0, 1) for part in (stream[:used], stream[2 : used + 2]))
    return X, Y
