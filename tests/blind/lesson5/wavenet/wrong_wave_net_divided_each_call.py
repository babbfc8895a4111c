"""The last weight is divided by ten at every call.

exercise: WaveNet
contradicts: "The last layer's weight is divided by ten, so that the untrained model is unsure about every character and starts at a loss of about log 27 = 3.3."
"""


class WaveNet:
    def __init__(self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int) -> None:
        layers = [Embedding(vocab_size, n_embd)]
        fan_in = n_embd
        positions = block_size
        while positions > 1:
            layers += [FlattenConsecutive(2), Linear(2 * fan_in, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            fan_in = n_hidden
            positions //= 2
        if block_size == 1:
            layers.append(FlattenConsecutive(1))
        output = Linear(fan_in, vocab_size)
        layers.append(output)
        self.model = Sequential(layers)
        self.output = output

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        self.output.weight.data /= 10
        return self.model(X)

    def parameters(self) -> list[Tensor]:
        return self.model.parameters()
