"""Standard normal tables.

caught by: it starts small
says: should start with a standard deviation of 0.100
"""


class MixedInput(MixedInput):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for table in self.embeddings:
            table.data.mul_(10)
