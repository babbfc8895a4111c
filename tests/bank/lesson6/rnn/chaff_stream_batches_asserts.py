"""A stream that is too short is refused by an assertion; the text asks for a ValueError.

caught by: a stream too short for one batch is an error
says: it raised AssertionError, expected ValueError
"""

reference = stream_batches


def stream_batches(stream, batch_size, seq_len):
    assert len(stream) > batch_size * seq_len, "too short"
    return reference(stream, batch_size, seq_len)
