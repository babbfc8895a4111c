"""Muon in single precision: gradient steps along an orthogonal matrix, for the hidden matrices of a model.

`torch.optim.Muon` computes the same update, but its Newton-Schulz iteration always runs in bfloat16. A CPU without
bfloat16 arithmetic emulates it: with AVX2 alone a (256, 128) matrix costs 34 ms instead of 2, more than the rest of
a training step (`docs/training.md`). So the few lines are here, and a test compares them with torch's.
Source: Keller Jordan, "Muon: An optimizer for hidden layers in neural networks", 2024.
"""

from typing import Any

import torch
from torch import Tensor
from torch.optim.optimizer import ParamsT

COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # the quintic of the source, steepest at zero
SMALL = 1e-7  # keeps a zero gradient from being divided by its norm, as in torch.optim.Muon


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, then orthogonalisation, then a step of `lr * sqrt(max(1, rows / columns))`.

    `params` are 2-D tensors or groups of them. Before each step a parameter shrinks by `lr * weight_decay`. The names,
    the defaults and the scale of the step are those of `torch.optim.Muon`.
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-3,
        weight_decay: float = 0.1,
        momentum: float = 0.95,
        ns_steps: int = 5,
    ) -> None:
        defaults = {"lr": lr, "weight_decay": weight_decay, "momentum": momentum, "ns_steps": ns_steps}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """Update every parameter that has a gradient. A closure is not supported."""
        if closure is not None:
            raise ValueError("Muon.step takes no closure: compute the gradients before the call.")
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._update(parameter, parameter.grad, group)

    def _update(self, parameter: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state, momentum = self.state[parameter], group["momentum"]
        if not state:
            state["average"] = torch.zeros_like(gradient)
        average = state["average"].lerp_(gradient, 1 - momentum)
        direction = orthogonalize(gradient.lerp(average, momentum), group["ns_steps"])
        rows, columns = parameter.shape
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        parameter.add_(direction, alpha=-group["lr"] * max(1, rows / columns) ** 0.5)


def orthogonalize(matrix: Tensor, steps: int = 5) -> Tensor:
    """Return a matrix of the same shape and singular vectors whose singular values lie near 1 (about 0.7 to 1.2).

    Each of the `steps` applies the polynomial a s + b s^3 + c s^5 to every singular value s, with matrix products only.
    """
    a, b, c = COEFFICIENTS
    tall = matrix.size(0) > matrix.size(1)
    x = matrix.T if tall else matrix  # the Gram matrix below is then the smaller one of the two
    x = x / x.norm().clamp(min=SMALL)
    for _ in range(steps):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.T if tall else x
