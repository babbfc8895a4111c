"""Draws with a standard deviation of 0.02, as in transformers.

exercise: Embedding
contradicts: "`weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.normal(0.0, 0.02, (num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
