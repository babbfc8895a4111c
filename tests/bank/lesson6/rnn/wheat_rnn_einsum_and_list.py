"""einsum for the inputs of all steps, a list as result, prints; uniform by a distribution shifted by hand."""

import torch
from torch import Tensor


class RNN(RNN):
    def __init__(self, input_size: int, hidden_size: int, batch_first: bool = False, generator=None):
        super().__init__(input_size, hidden_size, batch_first, generator)
        print("RNN with", sum(p.numel() for p in self.parameters()), "parameters")

    def __call__(self, x: Tensor, h0: Tensor | None = None) -> list[Tensor]:
        letters = "bti,hi->tbh" if self.batch_first else "tbi,hi->tbh"
        inputs = torch.einsum(letters, x, self.weight_ih) + self.bias_ih
        h = torch.zeros_like(inputs[0]) if h0 is None else h0[0].clone()
        states = []
        for row in inputs:
            h = (row + h @ self.weight_hh.t() + self.bias_hh).tanh()
            states += [h]
        self.out = torch.stack(states, dim=1 if self.batch_first else 0)
        return [self.out, self.out[:, -1].unsqueeze(0) if self.batch_first else self.out[-1:]]
