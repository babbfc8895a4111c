"""Weights from a normal distribution.

caught by: drawn evenly
says: should lie between -1/sqrt(H) and 1/sqrt(H)
"""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        super().__init__(input_size, hidden_size, batch_first, generator)
        for p in self.parameters():
            p.data.normal_(0, hidden_size**-0.5, generator=generator)
