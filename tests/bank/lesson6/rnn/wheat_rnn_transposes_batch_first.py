"""Batch first is handled by two transposes; nn.Parameter leaves; F.linear."""

import math

import torch
import torch.nn.functional as F


class RNN:
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        self.input_size, self.hidden_size, self.first = input_size, hidden_size, batch_first
        k = 1 / math.sqrt(hidden_size)

        def new(*shape):
            return torch.nn.Parameter((2 * torch.rand(*shape, generator=generator) - 1) * k)

        self.weight_ih, self.weight_hh = new(hidden_size, input_size), new(hidden_size, hidden_size)
        self.bias_ih, self.bias_hh = new(hidden_size), new(hidden_size)
        self.out = None

    def __call__(self, x, h0=None):
        if self.first:
            x = x.transpose(0, 1)
        T, B, _ = x.shape
        h = torch.zeros(B, self.hidden_size, dtype=x.dtype, device=x.device) if h0 is None else h0.squeeze(0)
        outputs = []
        for t in range(T):
            h = torch.tanh(F.linear(x[t], self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh))
            outputs.append(h)
        out = torch.stack(outputs)
        self.out = out.transpose(0, 1) if self.first else out
        return self.out, h.view(1, B, self.hidden_size)

    def parameters(self):
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
