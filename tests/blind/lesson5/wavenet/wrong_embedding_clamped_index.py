"""Indices outside the table are clamped to its last row.

exercise: Embedding
contradicts: "An index outside the table is an error."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX.clamp(0, len(self.weight) - 1)]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
