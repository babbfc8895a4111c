"""Wraps torch.nn.Embedding.

exercise: Embedding
contradicts: "Not allowed: `torch.nn.Embedding`, `F.embedding`."
"""


class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.table = torch.nn.Embedding(num_embeddings, embedding_dim)
        self.weight = self.table.weight

    def __call__(self, IX):
        self.out = self.table(IX)
        return self.out

    def parameters(self):
        return [self.weight]
