"""Only one of the two biases is added.

says: bias_ih is not added
"""

import torch


class RNN(RNN):
    def __call__(self, x, h0=None):
        dim = 1 if self.batch_first else 0
        steps = x.unbind(dim)
        h = x.new_zeros(len(steps[0]), len(self.bias_hh)) if h0 is None else h0[0]
        states = []
        for x_t in steps:
            h = torch.tanh(x_t @ self.weight_ih.T + h @ self.weight_hh.T + self.bias_hh)
            states.append(h)
        self.out = torch.stack(states, dim)
        return self.out, h[None]
