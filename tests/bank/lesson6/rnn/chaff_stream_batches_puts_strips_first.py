"""(B, K, T): the transpose is missing.

says: The strips come first
"""

reference = stream_batches


def stream_batches(stream, batch_size, seq_len):
    X, Y = reference(stream, batch_size, seq_len)
    return X.transpose(0, 1), Y.transpose(0, 1)
