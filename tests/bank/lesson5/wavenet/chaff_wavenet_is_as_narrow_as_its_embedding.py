"""The hidden width is n_embd at every level; n_hidden is not used.

says: the tree has
"""


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        super().__init__(vocab_size, block_size, n_embd, n_embd)
