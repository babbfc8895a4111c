"""Calls torch.rnn_tanh.

exercise: RNN
contradicts: "You may not use `torch.nn` or `torch.rnn_tanh`."
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
        if h0 is None:
            h0 = torch.zeros(1, x.shape[0 if self.batch_first else 1], len(self.weight_hh))
        self.out, h = torch.rnn_tanh(x, h0, self.parameters(), True, 1, 0.0, False, False, self.batch_first)
        return self.out, h

    def parameters(self) -> list[Tensor]:
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
