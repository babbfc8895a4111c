"""A level is a function that nests the levels below."""


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        def levels(positions, fan_in):
            if positions == 1:
                return []
            level = [FlattenConsecutive(2), Linear(fan_in * 2, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            return level + levels(positions // 2, n_hidden)

        output = Linear(n_hidden, vocab_size)
        output.weight.div_(10)
        self.model = Sequential([Embedding(vocab_size, n_embd)] + levels(block_size, n_embd) + [output])
        self.layers = self.model.layers

    def __call__(self, X):
        return self.model(X)

    def parameters(self):
        return self.model.parameters()
