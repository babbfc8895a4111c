"""Gradients of repeated characters are averaged, by a hook that divides by the counts.

exercise: Embedding
contradicts: "On the way back, a character that occurs three times collects three gradients in its row."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        rows, back = IX.unique(return_inverse=True)
        counts = torch.bincount(back.reshape(-1)).float()
        picked = self.weight[rows]
        if picked.requires_grad:
            picked.register_hook(lambda g: g / counts[:, None])
        self.out = picked[back]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
