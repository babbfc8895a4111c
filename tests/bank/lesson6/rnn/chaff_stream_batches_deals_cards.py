"""Neighbouring characters go to different rows.

says: Characters are dealt out to the rows like cards
"""


def stream_batches(stream, batch_size, seq_len):
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K == 0:
        raise ValueError("too short")
    used = K * batch_size * seq_len

    def cut(s):
        return s[:used].view(K, seq_len, batch_size).transpose(1, 2)

    return cut(stream), cut(stream[1:])
