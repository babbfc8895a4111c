"""Rows are brought to length 1 when the table is made.

exercise: Embedding
contradicts: "`weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))
        self.weight = self.weight / self.weight.norm(dim=1, keepdim=True)

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
