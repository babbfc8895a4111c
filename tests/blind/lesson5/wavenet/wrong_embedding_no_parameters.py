"""An embedding is taken for a layer without parameters.

exercise: Embedding
contradicts: "List the tensors that training should change."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return []
