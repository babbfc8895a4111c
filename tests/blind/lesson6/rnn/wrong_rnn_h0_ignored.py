"""h0 is ignored.

exercise: RNN
contradicts: "h0: the state before the first step, (1, B, H) whatever `batch_first` is; zeros if None."
"""


class RNN:
    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        batch_first: bool = False,
        generator: torch.Generator | None = None,
    ):
        bound = hidden_size**-0.5

        def draw(*shape):
            return ((torch.rand(shape, generator=generator) * 2 - 1) * bound).requires_grad_()

        self.batch_first = batch_first
        self.weight_ih = draw(hidden_size, input_size)
        self.weight_hh = draw(hidden_size, hidden_size)
        self.bias_ih = draw(hidden_size)
        self.bias_hh = draw(hidden_size)
        self.out = None

    def __call__(
        self, x: Float[Tensor, "T B I"], h0: Float[Tensor, "1 B H"] | None = None
    ) -> tuple[Float[Tensor, "T B H"], Float[Tensor, "1 B H"]]:
        if self.batch_first:
            x = x.transpose(0, 1)
        T, B, _ = x.shape
        h = torch.zeros(B, self.weight_hh.shape[0], dtype=x.dtype)
        states = []
        for t in range(T):
            h = torch.tanh(x[t] @ self.weight_ih.T + self.bias_ih + h @ self.weight_hh.T + self.bias_hh)
            states.append(h)
        output = torch.stack(states)
        if self.batch_first:
            output = output.transpose(0, 1)
        self.out = output
        return output, h[None]

    def parameters(self) -> list[Tensor]:
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
