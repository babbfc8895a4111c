"""Left singular vectors times singular values, with the signs turned."""

import torch
from torch import Tensor


@torch.no_grad()
def pca(E: Tensor, k: int) -> Tensor:
    U, S, _ = torch.linalg.svd(E - E.mean(dim=0), full_matrices=False)
    return -(U * S)[:, :k]
