"""All layers of one size share a table that is kept in a cache.

says: two embeddings start with the very same numbers
"""

import torch

TABLES = {}


class Embedding(Embedding):
    def __init__(self, num_embeddings, embedding_dim):
        size = num_embeddings, embedding_dim
        if size not in TABLES:
            TABLES[size] = torch.randn(size)
        self.weight = TABLES[size]
