"""WaveNet is a Sequential."""


class WaveNet(Sequential):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        levels = block_size.bit_length() - 1
        sizes = [n_embd] + [n_hidden] * levels
        layers = [Embedding(vocab_size, n_embd)]
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            layers += [FlattenConsecutive(2), Linear(2 * fan_in, fan_out, bias=False), BatchNorm1d(fan_out), Tanh()]
        layers.append(Linear(sizes[-1], vocab_size))
        layers[-1].weight = layers[-1].weight / 10
        super().__init__(layers)

    def __call__(self, X):
        return super().__call__(X)
