"""Looks up in a copy made at the start, so that training the weight changes nothing.

exercise: Embedding
contradicts: "An embedding is a table with a row of numbers for each character. Looking up is indexing"
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))
        self._table = self.weight.clone()

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self._table[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
