"""weight_ih, bias_ih, weight_hh, bias_hh.

says: which should be weight_hh
"""


class RNN(RNN):
    def parameters(self):
        return [self.weight_ih, self.bias_ih, self.weight_hh, self.bias_hh]
