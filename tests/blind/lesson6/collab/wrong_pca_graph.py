"""The result is part of the graph.

exercise: pca
contradicts: "E: N points of D numbers; left unchanged, and the result is not part of its graph."
"""


def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    points = E
    centred = points - points.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vh[:k].T
