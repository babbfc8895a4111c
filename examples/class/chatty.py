# Right, and talks a lot. Prints and warnings are no errors.

# %% Embedding
import sys
import warnings


class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        print("making a table of", num_embeddings, "x", embedding_dim)
        warnings.warn("tables can be large")
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX):
        print("DEBUG", IX.shape, file=sys.stderr)
        self.out = self.weight[IX]
        return self.out

    def parameters(self):
        return [self.weight]
