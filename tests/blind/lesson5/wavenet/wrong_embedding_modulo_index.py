"""Indices outside the table wrap around.

exercise: Embedding
contradicts: "An index outside the table is an error."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX % len(self.weight)]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
