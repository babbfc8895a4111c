"""The table is scaled down by the square root of the embedding size, as a linear layer would be.

exercise: Embedding
contradicts: "`weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim)) / embedding_dim**0.5

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
