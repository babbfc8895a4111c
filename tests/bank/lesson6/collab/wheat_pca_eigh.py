"""Eigenvectors of the covariance, sorted downwards."""

import torch


def pca(E, k):
    with torch.no_grad():
        centred = E - E.mean(0, keepdim=True)
        _, vectors = torch.linalg.eigh(centred.T @ centred / (len(E) - 1))
        return centred @ vectors.flip(1)[:, :k]
