"""The loop stops at a context of two, so a level is missing.

says: logits of shape
"""


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        layers, width = [Embedding(vocab_size, n_embd)], n_embd
        while block_size > 2:
            layers += [FlattenConsecutive(2), Linear(2 * width, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            width, block_size = n_hidden, block_size // 2
        output = Linear(width, vocab_size)
        output.weight *= 0.1
        self.model = Sequential([*layers, output])
