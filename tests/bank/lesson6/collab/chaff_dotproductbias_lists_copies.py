"""parameters() makes new tensors at each call, and training changes those.

says: is a copy
"""


class DotProductBias(DotProductBias):
    def parameters(self):
        return [
            p.detach().clone().requires_grad_()
            for p in [self.name_factors, self.year_factors, self.name_bias, self.year_bias]
        ]
