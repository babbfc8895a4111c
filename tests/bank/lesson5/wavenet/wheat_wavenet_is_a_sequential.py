"""A subclass of Sequential with biases before batch norm."""


class WaveNet(Sequential):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        layers = [Embedding(vocab_size, n_embd)]
        sizes = [n_embd]
        while 2 ** len(sizes) <= block_size:
            layers += [FlattenConsecutive(2), Linear(2 * sizes[-1], n_hidden), BatchNorm1d(n_hidden), Tanh()]
            sizes.append(n_hidden)
        last = Linear(n_hidden, vocab_size)
        last.weight.mul_(0.1)
        super().__init__([*layers, last])
