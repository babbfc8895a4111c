"""The result is kept on the first call only.

exercise: Embedding
contradicts: "A layer is called like a function, keeps its last result in `out`, and lists its `parameters()`."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        result = self.weight[IX]
        if not hasattr(self, "out"):
            self.out = result
        return result

    def parameters(self) -> list[Tensor]:
        return [self.weight]
