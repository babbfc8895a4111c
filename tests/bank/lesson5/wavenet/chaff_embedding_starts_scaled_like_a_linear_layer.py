"""The table is scaled by 1 / sqrt(num_embeddings), as if it were a linear layer.

says: the table should start with standard normal draws
"""

import torch


class Embedding(Embedding):
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.randn(num_embeddings, embedding_dim) / num_embeddings**0.5
