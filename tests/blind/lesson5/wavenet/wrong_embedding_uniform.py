"""The table is drawn uniformly from 0 to 1.

exercise: Embedding
contradicts: "`weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.rand((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
