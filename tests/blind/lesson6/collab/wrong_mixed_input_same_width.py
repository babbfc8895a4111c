"""All tables have the width of the first.

exercise: MixedInput
contradicts: "embeddings: a list with a tensor (V_j, D_j) for every categorical column j, normal with standard deviation 0.1"
"""


class MixedInput:
    def __init__(
        self,
        embedding_sizes: list[tuple[int, int]],
        n_continuous: int,
        n_hidden: int,
        y_range: tuple[float, float],
        generator: torch.Generator | None = None,
    ):
        self.embeddings = [
            (0.1 * torch.randn((size[0], embedding_sizes[0][1]), generator=generator)).requires_grad_()
            for size in embedding_sizes
        ]
        fan_in = len(embedding_sizes) * embedding_sizes[0][1] + n_continuous
        self.W1 = (torch.randn((fan_in, n_hidden), generator=generator) / fan_in**0.5).requires_grad_()
        self.b1 = torch.zeros(n_hidden, requires_grad=True)
        self.W2 = (torch.randn((n_hidden, 1), generator=generator) / n_hidden**0.5).requires_grad_()
        self.b2 = torch.zeros(1, requires_grad=True)
        self.y_range = y_range

    def __call__(self, categorical: Int[Tensor, "N J"], continuous: Float[Tensor, "N M"]) -> Float[Tensor, " N"]:
        columns = [table[categorical[:, j]] for j, table in enumerate(self.embeddings)]
        x = torch.cat([*columns, continuous], dim=1)
        hidden = torch.relu(x @ self.W1 + self.b1)
        score = (hidden @ self.W2 + self.b2).squeeze(1)
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid(score)

    def parameters(self) -> list[Tensor]:
        return [*self.embeddings, self.W1, self.b1, self.W2, self.b2]
