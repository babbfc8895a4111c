"""Slices of strips in a loop over batches, stacked."""

import torch


def stream_batches(stream, batch_size, seq_len):
    N = stream.shape[0]
    K = (N - 1) // (batch_size * seq_len)
    if K < 1:
        raise ValueError("too short")
    strip = K * seq_len
    X, Y = [], []
    for k in range(K):
        starts = [b * strip + k * seq_len for b in range(batch_size)]
        X.append(torch.stack([stream[s : s + seq_len] for s in starts]))
        Y.append(torch.stack([stream[s + 1 : s + 1 + seq_len] for s in starts]))
    return torch.stack(X), torch.stack(Y)
