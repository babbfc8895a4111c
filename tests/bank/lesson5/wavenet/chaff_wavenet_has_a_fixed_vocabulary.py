"""27 characters are written into the code.

caught by: the tree grows with the context
says: the embedding's table of 9 rows first
"""


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        super().__init__(27, block_size, n_embd, n_hidden)
