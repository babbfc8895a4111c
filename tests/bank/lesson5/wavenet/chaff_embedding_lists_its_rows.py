"""parameters() lists the rows of the table one by one.

caught by: the table is the only parameter
says: parameters() should list the table and nothing else
"""


class Embedding(Embedding):
    def parameters(self):
        return list(self.weight)
