"""N // (B T): where the stream fits exactly, the last target is missing.

caught by: the last target needs a character too
says: is invalid for input of size
says: the last input needs a following character
"""


def stream_batches(stream, batch_size, seq_len):
    K = len(stream) // (batch_size * seq_len)
    if K == 0 or len(stream) == batch_size * seq_len:
        raise ValueError("too short")
    used = K * batch_size * seq_len
    X = stream[:used].view(batch_size, K, seq_len)
    Y = stream[1 : used + 1].view(batch_size, K, seq_len)
    return X.transpose(0, 1), Y.transpose(0, 1)
