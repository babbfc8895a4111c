"""Windows at every character: a batch does not continue the one before.

says: The windows overlap
"""

import torch


def stream_batches(stream, batch_size, seq_len):
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K == 0:
        raise ValueError("too short")
    starts = torch.arange(K * batch_size).view(K, batch_size, 1) + torch.arange(seq_len)
    return stream[starts], stream[starts + 1]
