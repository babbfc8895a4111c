"""parameters() is empty, so the table is never trained.

says: parameters() should list the table and nothing else, got 0 tensors
"""


class Embedding(Embedding):
    def parameters(self):
        return []
