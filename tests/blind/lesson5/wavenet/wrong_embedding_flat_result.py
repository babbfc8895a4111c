"""The result has lost the shape of the indices.

exercise: Embedding
contradicts: "with `IX` of shape 4 x 8, `weight[IX]` puts a row in place of each index and has shape 4 x 8 x 10."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX.reshape(-1)]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
