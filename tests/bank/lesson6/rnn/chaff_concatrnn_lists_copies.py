"""parameters() makes new tensors at each call, and training changes those.

says: is a copy
"""


class ConcatRNN(ConcatRNN):
    def parameters(self):
        return [p.detach().clone().requires_grad_() for p in super().parameters()]
