"""One-hot rows times the table, as an einsum."""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        hot = torch.nn.functional.one_hot(IX, num_classes=self.weight.shape[0]).to(self.weight.dtype)
        self.out = torch.einsum("...v,vc->...c", hot, self.weight)
        return self.out
