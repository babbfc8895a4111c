"""The same weights for every seed.

says: is the same for another seed
"""

import torch


class ConcatRNN(ConcatRNN):
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, n_embd, n_hidden, torch.Generator().manual_seed(0))
