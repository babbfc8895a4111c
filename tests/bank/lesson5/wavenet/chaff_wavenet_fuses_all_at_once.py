"""The flat model of lesson 2: all characters are fused in one step.

says: the tree has
says: one product and one batch norm (gamma and beta) per level
"""


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        output = Linear(n_hidden, vocab_size)
        output.weight *= 0.1
        hidden = [Linear(block_size * n_embd, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
        self.model = Sequential([Embedding(vocab_size, n_embd), FlattenConsecutive(block_size), *hidden, output])
