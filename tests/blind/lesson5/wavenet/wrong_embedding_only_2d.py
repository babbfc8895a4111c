"""Works for two dimensions only.

exercise: Embedding
contradicts: "Look up a row for each index, keep the result in `self.out` and return it."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        B, T = IX.shape
        self.out = self.weight[IX.reshape(-1)].view(B, T, -1)
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
