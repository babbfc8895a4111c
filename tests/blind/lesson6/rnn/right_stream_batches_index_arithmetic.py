"""Positions are computed and looked up."""


def stream_batches(stream, batch_size, seq_len):
    n = (stream.numel() - 1) // (batch_size * seq_len)
    if n <= 0:
        raise ValueError("not enough characters for a batch")
    k, i, t = torch.arange(n), torch.arange(batch_size), torch.arange(seq_len)
    where = k[:, None, None] * seq_len + i[None, :, None] * (n * seq_len) + t
    return stream[where], stream[where + 1]
