"""All input products at once, the states written through a list."""


class RNN:
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        self.batch_first = batch_first
        bound = 1 / hidden_size**0.5
        for name, shape in (
            ("bias_hh", (hidden_size,)),
            ("bias_ih", (hidden_size,)),
            ("weight_hh", (hidden_size, hidden_size)),
            ("weight_ih", (hidden_size, input_size)),
        ):
            setattr(self, name, torch.empty(shape).uniform_(-bound, bound, generator=generator).requires_grad_())

    def __call__(self, x, h0=None):
        time = 1 if self.batch_first else 0
        projected = x @ self.weight_ih.T + (self.bias_ih + self.bias_hh)
        h = projected.new_zeros(projected.shape[1 - time], len(self.weight_hh)) if h0 is None else h0.squeeze(0)
        states = []
        for p in projected.unbind(time):
            h = torch.tanh(p + h @ self.weight_hh.T)
            states.append(h)
        self.out = torch.stack(states, dim=time)
        return self.out, h.unsqueeze(0)

    def parameters(self):
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
