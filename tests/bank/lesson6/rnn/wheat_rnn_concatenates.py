"""One product for input and state side by side; outputs by torch.cat; the inputs' part is computed beforehand."""

import torch


class RNN(RNN):
    def __call__(self, x, h0=None):
        time = 1 if self.batch_first else 0
        weight = torch.cat([self.weight_ih, self.weight_hh], 1)
        bias = self.bias_ih + self.bias_hh
        h = h0[0] if h0 is not None else x.new_zeros(x.shape[1 - time], len(bias))
        out = []
        for t in range(x.shape[time]):
            h = torch.tanh(torch.cat([x.select(time, t), h], 1) @ weight.mT + bias)
            out.append(h.unsqueeze(time))
        self.out = torch.cat(out, time)
        return self.out, h[None]
