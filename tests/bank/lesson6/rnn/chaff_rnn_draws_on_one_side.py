"""uniform from 0 to the bound.

caught by: drawn evenly
says: is not uniformly distributed
"""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        super().__init__(input_size, hidden_size, batch_first, generator)
        for p in self.parameters():
            p.data.abs_()
