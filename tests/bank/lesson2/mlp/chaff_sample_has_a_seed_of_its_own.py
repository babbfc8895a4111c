"""The same word for ever.

says: the generator is reseeded for each word
"""

import torch

reference = sample


def sample(model, itos, block_size, generator=None):
    return reference(model, itos, block_size, torch.Generator().manual_seed(0))
