"""What is kept is a detached copy, so out.grad never arrives.

exercise: Embedding
contradicts: "Look up a row for each index, keep the result in `self.out` and return it."
"""


class Embedding:
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        result = self.weight[IX]
        self.out = result.detach().clone()
        return result

    def parameters(self) -> list[Tensor]:
        return [self.weight]
