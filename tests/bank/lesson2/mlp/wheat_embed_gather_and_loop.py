"""gather with the indices spread over the columns; a helper and a print."""


def spread(X, width):
    return X.reshape(-1, 1).expand(-1, width)


def embed(C, X):
    print("embedding", X.shape)
    return C.gather(0, spread(X, C.shape[1])).reshape(*X.shape, -1)
