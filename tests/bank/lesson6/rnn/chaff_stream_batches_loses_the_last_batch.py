"""One batch too few.

says: The last batch is missing
says: got an error
"""


def stream_batches(stream, batch_size, seq_len):
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K == 0:
        raise ValueError("too short")
    used = K * batch_size * seq_len
    X, Y = stream[:used].view(batch_size, K, seq_len), stream[1 : used + 1].view(batch_size, K, seq_len)
    return (X.transpose(0, 1)[: max(K - 1, 1)], Y.transpose(0, 1)[: max(K - 1, 1)])
