"""Wraps torch.nn.RNN.

exercise: RNN
contradicts: "You may not use `torch.nn` or `torch.rnn_tanh`."
"""


class RNN:
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        self.layer = torch.nn.RNN(input_size, hidden_size, batch_first=batch_first)
        with torch.no_grad():
            for p in self.layer.parameters():
                p.uniform_(-(hidden_size**-0.5), hidden_size**-0.5, generator=generator)
        self.weight_ih, self.weight_hh = self.layer.weight_ih_l0, self.layer.weight_hh_l0
        self.bias_ih, self.bias_hh = self.layer.bias_ih_l0, self.layer.bias_hh_l0

    def __call__(self, x, h0=None):
        self.out, h = self.layer(x, h0)
        return self.out, h

    def parameters(self):
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
