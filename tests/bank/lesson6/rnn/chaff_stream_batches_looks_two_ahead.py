"""The targets are two characters ahead.

says: The targets are two characters ahead
"""

import torch

reference = stream_batches


def stream_batches(stream, batch_size, seq_len):
    X, Y = reference(stream, batch_size, seq_len)
    return X, reference(torch.cat([stream[2:], stream[:2]]), batch_size, seq_len)[0]
