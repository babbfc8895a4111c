"""A table of places by broadcasting, looked up in the stream."""

import torch
from torch import Tensor


def stream_batches(stream: Tensor, batch_size: int, seq_len: int) -> tuple[Tensor, Tensor]:
    count = (stream.numel() - 1) // (batch_size * seq_len)
    if not count:
        raise ValueError(f"a stream of {stream.numel()} is too short")
    k = torch.arange(count)[:, None, None]
    b = torch.arange(batch_size)[None, :, None]
    places = b * count * seq_len + k * seq_len + torch.arange(seq_len)
    return stream[places], stream[places + 1]
