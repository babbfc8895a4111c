"""The embedded characters are averaged and their order is lost.

says: the tree has
"""


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        output = Linear(n_hidden, vocab_size)
        output.weight *= 0.1
        hidden = [Linear(n_embd, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
        self.model = Sequential([*hidden, output])
        self.table = Embedding(vocab_size, n_embd)

    def __call__(self, X):
        self.out = self.model(self.table(X).mean(1))
        return self.out

    def parameters(self):
        return self.table.parameters() + self.model.parameters()
