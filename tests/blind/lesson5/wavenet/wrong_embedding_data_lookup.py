"""Looks up in .data, so that no gradient reaches the table.

exercise: Embedding
contradicts: "On the way back, a character that occurs three times collects three gradients in its row."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight.data[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
