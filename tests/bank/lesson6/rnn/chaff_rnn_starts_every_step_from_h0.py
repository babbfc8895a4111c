"""The new state is not carried on.

says: The state is not carried forward
"""

import torch


class RNN(RNN):
    def __call__(self, x, h0=None):
        steps = x.unbind(1 if self.batch_first else 0)
        h0 = x.new_zeros(1, len(steps[0]), len(self.bias_hh)) if h0 is None else h0
        states = []
        for x_t in steps:
            h = torch.tanh(x_t @ self.weight_ih.T + self.bias_ih + h0[0] @ self.weight_hh.T + self.bias_hh)
            states.append(h)
        self.out = torch.stack(states, 1 if self.batch_first else 0)
        return self.out, h[None]
