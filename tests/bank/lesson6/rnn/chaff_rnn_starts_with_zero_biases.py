"""The biases begin at zero.

caught by: drawn evenly
says: is not uniformly distributed
"""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        super().__init__(input_size, hidden_size, batch_first, generator)
        self.bias_ih.data.zero_()
        self.bias_hh.data.zero_()
