"""view(K, B, T): rows of one batch continue each other, and the next batch goes elsewhere.

says: Row i of the NEXT batch should
"""


def stream_batches(stream, batch_size, seq_len):
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K == 0:
        raise ValueError("too short")
    used = K * batch_size * seq_len
    return stream[:used].view(K, batch_size, seq_len), stream[1 : used + 1].view(K, batch_size, seq_len)
