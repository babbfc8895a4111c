"""The input weight is (I, H).

says: should have shape
"""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        super().__init__(input_size, hidden_size, batch_first, generator)
        self.weight_ih = self.weight_ih.detach().T.contiguous().requires_grad_()
