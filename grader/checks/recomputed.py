"""A trained model, computed a second time here: from the parameters that it lists, and nothing else.

A submission's process can answer what it likes: its logits may come from a list of names, from counts, or from any
other program than the network that was asked for. What it cannot choose is what that network gives with the parameters
that it lists. So a threshold asks two things besides the dev loss: the first steps of the training must have the losses
that the network has there, from the same start on the same batches, and after the training the dev loss must be that of
the network on the parameters as they are then.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, Self

import torch
from torch import Tensor

from grader.checks.compare import require
from grader.checks.describe import value_text

STEPS = 12  # of a training that are repeated here
# Right models differ by 3e-5 nats there; statistics per position in batch norm, as small a change as any, by 5e-3.
SAME_LOSS = 1e-3  # nats
# Right models are 4e-4 apart after a training: batch norm's running averages are not those of all training words. They
# may make a model worse than it is computed here, but never better.
BETTER = 0.005  # nats
SETTLING = 16384  # contexts for the averages


class Network(Protocol):
    """The network that a task text describes, on given parameters."""

    def __call__(self, X: Tensor, /) -> Tensor:
        """Return logits, in training as long as `settled` has not been called."""
        ...

    def parameters(self) -> list[Tensor]:
        """Return the parameters, in the order in which the submission lists them."""
        ...

    def settled(self, parameters: Sequence[Tensor], X: Tensor) -> Self:
        """Return the network for evaluation, on other parameters and with the statistics of the contexts X."""
        ...

    def mistaken(self) -> Mapping[str, "Network"]:
        """Return networks of well-known mistakes on copies of the parameters, by the sentences that name them."""
        ...


class Formula:
    """A network whose logits are a formula of its parameters, listed in the order of the task text."""

    def __init__(self, formula: Callable[[list[Tensor], Tensor], Tensor], parameters: Sequence[Tensor]) -> None:
        self.formula, self.own = formula, list(parameters)

    def __call__(self, X: Tensor) -> Tensor:
        """Return the formula's value."""
        return self.formula(self.own, X)

    def parameters(self) -> list[Tensor]:
        """Return the parameters."""
        return self.own

    def settled(self, parameters: Sequence[Tensor], X: Tensor) -> Self:
        """Return the formula on other parameters; it has no statistics."""
        return type(self)(self.formula, parameters)

    def mistaken(self) -> Mapping[str, Network]:
        """Return nothing: a smaller check compares the formula's value."""
        return {}


def formula(of: Callable[[list[Tensor], Tensor], Tensor], *shapes: tuple[int, ...]) -> Callable[[Any], list[Network]]:
    """Return a reading of listed parameters as the arguments of a formula, one for each of the shapes, in order."""

    def readings(listed: Any) -> list[Network]:
        return [Formula(of, expect_shapes(listed, shapes))]

    return readings


def expect_shapes(listed: Any, shapes: Sequence[tuple[int, ...]]) -> list[Tensor]:
    """Return the listed parameters as a list of tensors in single precision; fails for any other number or shape."""
    found = expect_tensors(listed)
    have, wanted = [tuple(parameter.shape) for parameter in found], list(shapes)
    require(have == wanted, f"parameters() should list tensors of the shapes {wanted}, but they have {have}")
    return found


def expect_tensors(listed: Any) -> list[Tensor]:
    """Return copies of the listed parameters; fails for anything but a few finite tensors of floating point."""
    require(isinstance(listed, list | tuple), f"parameters() should be a list of tensors, got {value_text(listed)}")
    for place, parameter in enumerate(listed):
        good = isinstance(parameter, Tensor) and parameter.is_floating_point()
        require(good, f"parameters()[{place}] should be a tensor of floating point, got {value_text(parameter)}")
        require(bool(parameter.isfinite().all()), f"parameters()[{place}] is not finite")
    return [parameter.detach().float().clone() for parameter in listed]


class Followed:
    """A model of a submission and the network that it should be, from before its training to after it.

    `readings` returns the networks that the listed parameters can stand for, with different conventions of layout; the
    one is taken that has the loss of the first step. It fails the check if they can stand for none.
    """

    def __init__(self, model: Any, readings: Callable[[Any], list[Network]]) -> None:
        self.model = model
        self.networks = readings(model.parameters())
        self.mistaken = [mistake for network in self.networks for mistake in network.mistaken().items()]

    def expect_same_steps(self, losses: Any, X: Tensor, Y: Tensor, **options: Any) -> None:
        """Require that a training had the losses of the network in its first steps."""
        good = isinstance(losses, Tensor) and losses.dim() == 1 and len(losses) > 0 and losses.is_floating_point()
        require(good, f"the training should give a loss for each step, got {value_text(losses)}")
        tried = [(network, first_losses(network, X, Y, **options)) for network in self.networks]
        self.network, ours = min(tried, key=lambda pair: abs(pair[1][0] - losses[0].item()))
        for step, (own, theirs) in enumerate(zip(ours, losses.tolist(), strict=False)):
            if abs(own - theirs) <= SAME_LOSS:
                continue
            named = (
                sentence for sentence, other in self.mistaken if same(first_losses(other, X, Y, **options), losses)
            )
            otherwise = (
                "So the model computes something else than that network: where the smaller checks pass, compare its\n"
                "layers and their order with the task."
            )
            require(
                False,
                f"in step {step + 1} of the training the loss is {theirs:.4f}, but the network that the task describes "
                f"has {own:.4f} there,\nfrom the parameters that the model listed before, on the same batches.\n"
                f"{next(named, otherwise)}",
            )

    def trained(self, X: Tensor) -> Network:
        """Return the network on the parameters as they are now."""
        now, before = expect_tensors(self.model.parameters()), self.networks[0].parameters()
        shapes, first = ([tuple(parameter.shape) for parameter in part] for part in (now, before))
        require(shapes == first, f"the training has changed the shapes of parameters() from {first} to {shapes}")
        return self.network.settled(now, X[torch.linspace(0, len(X) - 1, min(SETTLING, len(X))).long()])


def expect_own_loss(theirs: float, own: float) -> None:
    """Require that a dev loss is not below that of the network on the parameters that were trained."""
    require(
        theirs >= own - BETTER,
        f"the logits have a dev loss of {theirs:.4f}, but the network that the task describes has {own:.4f} with the "
        "parameters that the model lists.\nSo the logits come from something else than these parameters.",
    )


def same(first: Sequence[float], losses: Tensor) -> bool:
    """Return whether a training begins with these losses."""
    return all(abs(own - theirs) <= SAME_LOSS for own, theirs in zip(first, losses.tolist(), strict=False))


class _Enough(Exception):
    """The steps that are wanted have been made."""


def first_losses(network: Network, X: Tensor, Y: Tensor, **options: Any) -> list[float]:
    """Return the losses of the first steps of a training of the network, which changes its parameters."""
    from grader.training.loop import fit

    found: list[float] = []

    def after_step(step: int, steps: int, loss: float) -> None:
        found.append(loss)
        if step >= STEPS:
            raise _Enough

    with contextlib.suppress(_Enough):
        fit(network, X, Y, progress=after_step, **options)
    return found
