"""Y is returned first.

says: X and Y are swapped
"""

reference = stream_batches


def stream_batches(stream, batch_size, seq_len):
    return reference(stream, batch_size, seq_len)[::-1]
