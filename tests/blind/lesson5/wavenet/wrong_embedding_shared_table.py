"""Tables of equal size are cached on the class and shared by all instances.

exercise: Embedding
contradicts: "`weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution."
"""


class Embedding:
    _tables = {}

    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        key = (num_embeddings, embedding_dim)
        self.weight = self._tables.setdefault(key, torch.randn(key))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
