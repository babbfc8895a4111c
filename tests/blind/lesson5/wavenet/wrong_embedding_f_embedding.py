"""Looks up with F.embedding.

exercise: Embedding
contradicts: "Not allowed: `torch.nn.Embedding`, `F.embedding`."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = torch.nn.functional.embedding(IX, self.weight)
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
