"""The parameters are nn.Parameters."""


class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.nn.Parameter(torch.randn(num_embeddings, embedding_dim))

    def __call__(self, IX):
        self.out = self.weight[IX, :]
        return self.out

    def parameters(self):
        return [self.weight]
