"""index_select, random_ to draw."""


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.empty(batch_size, dtype=torch.int64).random_(X.shape[0], generator=generator)
    return X.index_select(0, rows), Y.index_select(0, rows)
