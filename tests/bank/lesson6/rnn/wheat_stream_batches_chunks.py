"""Strips by chunk and pieces by split; a list as the pair."""

import torch


def stream_batches(stream, batch_size, seq_len):
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K == 0:
        raise ValueError("not even one batch")
    used = K * batch_size * seq_len

    def cut(part):
        rows = torch.stack(part.chunk(batch_size))
        return torch.stack(rows.split(seq_len, dim=1))

    return [cut(stream[:used]), cut(stream[1 : used + 1])]
