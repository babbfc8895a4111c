"""The shape of X is unpacked as N and T.

caught by: the indices may have any shape
says: to unpack
"""


def embed(C, X):
    N, T = X.shape
    return C[X.reshape(-1)].reshape(N, T, C.shape[1])
