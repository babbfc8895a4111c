"""The lecture's generator is made within the model.

caught by: draws with the generator
says: is the same for another seed
"""

import torch


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, block_size, n_embd, n_hidden, torch.Generator().manual_seed(2147483647))
