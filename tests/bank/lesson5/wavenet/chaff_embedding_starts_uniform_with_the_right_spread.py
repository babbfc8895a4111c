"""The table starts with uniform draws of mean 0 and standard deviation 1, which are not normal.

says: are they normal draws?
"""

import torch


class Embedding(Embedding):
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = (torch.rand(num_embeddings, embedding_dim) - 0.5) * 12**0.5
