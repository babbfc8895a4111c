"""The vectors of a context are laid side by side at once, as lesson 2 did it.

says: The embeddings were already laid side by side
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight[IX].flatten(1)
        return self.out
