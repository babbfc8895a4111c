"""The training loop: from a model in the lecture's form to a trained one, in seconds on a CPU.

A model is a callable with `parameters()`. The loop knows nothing about layers; it neither sets training flags nor
evaluates. Measurements, and the reasons for these settings, are in `docs/training.md`.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn import functional as F

from grader.training.muon import Muon

MOMENTUM = 0.85  # of Muon; a run of about a thousand steps has no use for a longer memory
NEWTON_SCHULZ = 4  # steps of its iteration
WATCH_EVERY = 50  # steps between two looks at the loss: each waits for the device

# mallopt(3): which number sets what, and to what. 32 MiB is the most that glibc takes for the second.
KEEP = {-1: 512 << 20, -3: 32 << 20}  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD


class TrainingError(ValueError):
    """The model cannot be trained as it is; the message says why and what to change."""


class Model(Protocol):
    """What the loop needs from a model."""

    def __call__(self, X: Tensor, /) -> Tensor:
        """Return logits (B, V), or (B, T, V) when the targets are (B, T)."""
        ...

    def parameters(self) -> Iterable[Tensor]:
        """Return the tensors to train."""
        ...


def fit(
    model: Model,
    X: Tensor,
    Y: Tensor,
    *,
    epochs: float = 10,
    batch_size: int = 1024,
    lr: float = 0.02,
    muon_lr: float = 0.07,
    weight_decay: float = 0.06,
    seed: int = 0,
    shuffle: bool = True,
    progress: Callable[[int, int, float], None] | None = None,
    device: torch.device | str | None = None,
) -> list[float]:
    """Train `model` on inputs X (N, ...) and targets Y (N,) or (N, T), and return the loss of every step, in nats.

    Muon updates the hidden matrices (`is_hidden`), with learning rate `muon_lr` and `weight_decay`; AdamW updates all
    other parameters, with `lr` and no decay. Both rates fall linearly to zero. Every epoch visits the examples in a
    fresh order drawn from `seed`, in whole batches; without `shuffle` in the given order, for a model that carries its
    state from batch to batch. `epochs` may be a fraction. The parameters change in place and keep their identity.

    `device` is where batches go; by default where the parameters are. `progress(step, steps, loss)` is called after
    every step and makes each step wait for the device.

    Raises `TrainingError` if there is nothing to train (no parameters, or logits that do not depend on them), if a
    parameter is not a floating-point leaf tensor, if shapes do not fit, or if the loss stops being finite.
    """
    parameters = trainable(model)
    keep_freed_memory()
    batch_size = min(batch_size, len(X))
    steps = int(epochs * (len(X) // batch_size)) if batch_size > 0 else 0
    if len(X) != len(Y) or steps < 1:
        raise TrainingError(f"{len(X)} inputs, {len(Y)} targets and {epochs} epochs give no step to train.")
    device = device or parameters[0].device
    X, Y = X.to(device), Y.to(device)

    optimizers: list[torch.optim.Optimizer] = []
    losses: list[Tensor] = []
    for step, drawn in zip(range(steps), batches(len(X), batch_size, seed if shuffle else None), strict=False):
        rows = drawn.to(device)
        logits = model(X[rows])
        loss = cross_entropy(logits, Y[rows])
        for parameter in parameters:
            parameter.grad = None
        if loss.requires_grad:
            loss.backward()
        if not optimizers:  # the number of classes is known only now
            if all(parameter.grad is None for parameter in parameters):
                raise TrainingError("No parameter got a gradient: the logits do not depend on model.parameters().")
            optimizers = make_optimizers(parameters, logits.shape[-1], lr, muon_lr, weight_decay)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["initial_lr"] * (1 - step / steps)
            optimizer.step()
        losses.append(loss.detach())
        if step % WATCH_EVERY == 0:
            require_finite(losses[-1:], step)
        if progress is not None:
            progress(step + 1, steps, loss.item())
    for parameter in parameters:
        parameter.grad = None
    return require_finite(losses, 0)


def keep_freed_memory() -> None:
    """Let glibc keep what a step frees for the next step, instead of giving it back to the system.

    By default the end of the heap goes back whenever a megabyte or two are free there, and the next step gets it again
    page by page, zeroed: up to thousands of page faults a step. Elsewhere than on glibc nothing happens.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        for parameter, value in KEEP.items():
            mallopt(parameter, value)


def trainable(model: Model) -> list[Tensor]:
    """Return the model's distinct parameters, each requiring a gradient.

    Raises `TrainingError` for an empty list and for what cannot be trained in place.
    """
    parameters = list({id(parameter): parameter for parameter in model.parameters()}.values())
    if not parameters:
        raise TrainingError("model.parameters() is empty: return the tensors of all layers.")
    for index, parameter in enumerate(parameters):
        name = f"model.parameters()[{index}]"
        if not isinstance(parameter, Tensor) or not parameter.is_floating_point():
            kind = parameter.dtype if isinstance(parameter, Tensor) else type(parameter).__name__
            raise TrainingError(f"{name} should be a floating-point tensor, not {kind}.")
        if not parameter.is_leaf:
            raise TrainingError(
                f"{name}, of shape {tuple(parameter.shape)}, is the result of a computation, so it keeps no gradient"
                ". Call requires_grad_() after the scaling, not before."
            )
        parameter.requires_grad_()
    return parameters


def is_hidden(parameter: Tensor, classes: int) -> bool:
    """Return whether a parameter is a hidden matrix: 2-D, at least 2 by 2, and no side as long as the vocabulary.

    An embedding table (V, C) and an output layer (C, V) have such a side, whatever their order in the list and
    whichever way round they are stored. A hidden layer exactly V wide counts as an output: AdamW trains it too.
    """
    return parameter.ndim == 2 and min(parameter.shape) > 1 and classes not in parameter.shape


def make_optimizers(
    parameters: list[Tensor], classes: int, lr: float, muon_lr: float, weight_decay: float
) -> list[torch.optim.Optimizer]:
    """Return Muon for the hidden matrices and AdamW for the rest; each group remembers its `initial_lr`."""
    hidden = [parameter for parameter in parameters if is_hidden(parameter, classes)]
    rest = [parameter for parameter in parameters if not is_hidden(parameter, classes)]
    made: list[torch.optim.Optimizer] = []
    if hidden:
        group = {"params": hidden, "initial_lr": muon_lr}
        made.append(Muon([group], muon_lr, weight_decay, momentum=MOMENTUM, ns_steps=NEWTON_SCHULZ))
    if rest:
        groups: list[dict[str, Any]] = [{"params": rest, "initial_lr": lr}]
        made.append(torch.optim.AdamW(groups, lr=lr, betas=(0.9, 0.95), weight_decay=0.0, fused=True))
    return made


def batches(count: int, size: int, seed: int | None) -> Iterator[Tensor]:
    """Yield row numbers (size,) for ever, without the incomplete end; each epoch permuted anew, or in order if None."""
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    while True:
        rows = torch.arange(count) if generator is None else torch.randperm(count, generator=generator)
        yield from rows[: count // size * size].split(size)


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the mean cross-entropy, in nats, of logits (..., V) and integer targets (...)."""
    if not isinstance(logits, Tensor) or logits.shape[:-1] != targets.shape:
        shape = tuple(logits.shape) if isinstance(logits, Tensor) else type(logits).__name__
        raise TrainingError(f"For targets {tuple(targets.shape)} the model should return {targets.ndim + 1}-D logits "
                            f"({', '.join(map(str, targets.shape))}, V), not {shape}.")  # fmt: skip
    return F.cross_entropy(logits.flatten(0, -2), targets.flatten())


def require_finite(losses: list[Tensor], first: int) -> list[float]:
    """Return the losses of the steps from `first` on as floats, in one transfer; raises `TrainingError` for NaN."""
    values: list[float] = torch.stack(losses).tolist()
    for step, value in enumerate(values, start=first):
        if not abs(value) < float("inf"):
            raise TrainingError(f"The loss is {value} at step {step}. Look for log(0), a division by 0 or overflow.")
    return values
