"""The embedding is not listed.

exercise: WaveNet
contradicts: "List the parameters of all layers, the embedding first and the output layer last."
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
        output.weight *= 0.1
        layers.append(output)
        self.model = Sequential(layers)

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        return self.model(X)

    def parameters(self) -> list[Tensor]:
        return self.model.parameters()[1:]
