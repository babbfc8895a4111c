"""Indices are thought to begin at 1.

says: Every index brought the row before its own
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight[IX - 1]
        return self.out
