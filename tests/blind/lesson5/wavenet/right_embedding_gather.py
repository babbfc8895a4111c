"""A gather along rows."""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        D = self.weight.shape[1]
        rows = IX.reshape(-1, 1).expand(-1, D)
        self.out = self.weight.gather(0, rows).view(tuple(IX.shape) + (D,))
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
