"""(K, T, B), as the lecture's library has it.

says: Time comes before the rows
"""

reference = stream_batches


def stream_batches(stream, batch_size, seq_len):
    X, Y = reference(stream, batch_size, seq_len)
    return X.transpose(1, 2), Y.transpose(1, 2)
