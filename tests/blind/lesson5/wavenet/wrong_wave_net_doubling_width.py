"""The width doubles from level to level.

exercise: WaveNet
contradicts: "With (27, 8, 10, 68) it has 22,397 parameters, with (27, 8, 24, 128) 76,579."
"""


class WaveNet:
    def __init__(self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int) -> None:
        layers = [Embedding(vocab_size, n_embd)]
        fan_in = n_embd
        positions = block_size
        while positions > 1:
            width = n_hidden * (block_size // positions)
            layers += [FlattenConsecutive(2), Linear(2 * fan_in, width, bias=False), BatchNorm1d(width), Tanh()]
            fan_in = width
            positions //= 2
        if block_size == 1:
            layers.append(FlattenConsecutive(1))
        output = Linear(fan_in, vocab_size)
        output.weight *= 0.1
        layers.append(output)
        self.model = Sequential(layers)

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        return self.model(X)

    def parameters(self) -> list[Tensor]:
        return self.model.parameters()
