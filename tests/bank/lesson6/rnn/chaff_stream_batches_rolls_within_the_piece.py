"""The last target of a piece is its own first character.

says: The last target of a piece is its own first character
"""

reference = stream_batches


def stream_batches(stream, batch_size, seq_len):
    X, Y = reference(stream, batch_size, seq_len)
    return X, X.roll(-1, 2)
