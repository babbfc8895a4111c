"""An explicit check of the index raises IndexError."""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        if IX.numel() and not (0 <= int(IX.min()) and int(IX.max()) < len(self.weight)):
            raise IndexError("an index lies outside the table")
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]
