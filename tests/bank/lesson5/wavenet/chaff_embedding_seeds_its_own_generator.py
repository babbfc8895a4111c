"""The constructor seeds a generator, so all tables are the same.

says: two embeddings start with the very same numbers
"""

import torch


class Embedding(Embedding):
    def __init__(self, num_embeddings, embedding_dim):
        generator = torch.Generator().manual_seed(2147483647)
        self.weight = torch.randn((num_embeddings, embedding_dim), generator=generator)
