"""Under no_grad, with the signs turned."""


@torch.no_grad()
def pca(E, k):
    centred = E - E.mean(dim=0)
    directions = torch.linalg.svd(centred).Vh[:k]
    return -(centred @ directions.mT)
