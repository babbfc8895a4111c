"""The tree is not climbed: every position is scored by itself.

says: logits of shape
"""


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        layers = [Embedding(vocab_size, n_embd), Linear(n_embd, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
        self.model = Sequential([*layers, Linear(n_hidden, vocab_size)])
