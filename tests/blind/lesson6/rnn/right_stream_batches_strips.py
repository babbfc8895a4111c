"""Strips first, pieces by split."""


def stream_batches(stream, batch_size, seq_len):
    count = (len(stream) - 1) // (batch_size * seq_len)
    if count == 0:
        raise ValueError("the stream is too short")
    length = count * seq_len
    strips = torch.stack([stream[i * length : (i + 1) * length + 1] for i in range(batch_size)])
    X = torch.stack(strips[:, :-1].split(seq_len, dim=1))
    Y = torch.stack(strips[:, 1:].split(seq_len, dim=1))
    return X, Y
