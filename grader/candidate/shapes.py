"""The way of the shapes through a model up to the layer that raised, recorded while the call runs.

What layers keep, such as `out`, may be of an earlier call, and not every layer keeps something. So Python's profiler
says when a layer's code begins and ends. That takes time, and therefore an executor records only once the submission
has raised: what fails is run again anyway. Nothing of the submission is called for it.
"""

import dis
import sys
from collections import deque
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

import torch

from grader.protocol.operations import LayerStep

CALLS = ("__call__", "forward")
MOST_STEPS = 12  # the last ones, which lead up to the error
MOST_NUMBERS = 4  # of one layer
RUNNING = object()


class LayerCall:
    """A call of a layer: the shape of what went in, what came out (its shape, else its kind), and the calls in it."""

    __slots__ = ("calls", "frame", "gave", "got", "layer")

    def __init__(self, layer: Any, frame: FrameType | None, got: list[int] | None) -> None:
        self.layer, self.frame, self.got = layer, frame, got
        self.gave: Any = RUNNING
        self.calls: deque[LayerCall] = deque(maxlen=MOST_STEPS)


class ShapeRecorder:
    """Records the calls of layers while it is entered; does nothing where somebody else profiles.

    Layers are objects of torch.nn, and those whose code `owns` counts as the submission's, by its file.
    """

    def __init__(self, owns: Callable[[str], bool]) -> None:
        self.owns = owns
        self.entered = False
        self.running = [LayerCall(None, None, None)]

    def __enter__(self) -> None:
        if sys.getprofile() is None:
            self.entered = True
            sys.setprofile(self._see)

    def __exit__(self, *_: object) -> None:
        if self.entered:
            sys.setprofile(None)

    def steps(self) -> list[LayerStep]:
        """Return a step for each layer on the way to the error, the last one being where it arose.

        Empty if it arose in no layer, or in one that was called by itself and calls no others.
        """
        steps: list[LayerStep] = []
        calls, inside = _all_different(self.running[0].calls), 0
        while calls and calls[-1].gave is RUNNING:
            steps += map(_step, list(calls)[:-1])
            holder, calls, inside = calls[-1], calls[-1].calls, inside + 1
            if not calls:
                steps.append(_step(holder))
            elif calls[-1].gave is not RUNNING:  # its own code raised, after all of its layers
                steps += [*map(_step, calls), LayerStep(_name(holder.layer), None, None)]
        return steps[-MOST_STEPS:] if len(steps) > 1 or inside > 1 else []

    def _see(self, frame: FrameType, event: str, value: Any) -> None:
        if event not in ("call", "return") or frame.f_code.co_name not in CALLS:
            return
        try:
            if event == "call":
                self._begin(frame)
            elif frame is self.running[-1].frame:
                self._end(frame, value)
        except Exception:  # what a class makes of its name or its attributes is its own business
            sys.setprofile(None)

    def _begin(self, frame: FrameType) -> None:
        given = list(frame.f_locals.values()) if frame.f_code.co_argcount else [None]
        layer, holder = given[0], self.running[-1]
        known = self.owns(frame.f_code.co_filename) or issubclass(type(layer), torch.nn.Module)
        if not known or layer is holder.layer or issubclass(type(layer), torch.Tensor):
            return
        if holder.calls and holder.calls[-1].gave is RUNNING:
            holder.calls.pop()  # it raised, and that was caught
        call = LayerCall(layer, frame, _first_shape(given[1:]))
        holder.calls.append(call)
        self.running.append(call)

    def _end(self, frame: FrameType, value: Any) -> None:
        call = self.running.pop()
        call.frame = None
        if value is None and not _returns(frame):
            return  # it raises
        shape = _first_shape([value])
        call.gave = _kind(value).replace("NoneType", "None") if shape is None else shape
        call.calls.clear()


def _step(call: LayerCall) -> LayerStep:
    return LayerStep(_name(call.layer), call.got, None if call.gave is RUNNING else call.gave)


def _returns(frame: FrameType) -> bool:
    """Tell whether a frame ends by returning: None is also what the profiler says of one that raises."""
    return dis.opname[frame.f_code.co_code[frame.f_lasti]].startswith("RETURN")


def _all_different(calls: Iterable[LayerCall]) -> deque[LayerCall]:
    """Return the last calls in which no layer occurs twice: one model called again and again is no way of shapes."""
    found: deque[LayerCall] = deque()
    for call in reversed(list(calls)):
        if any(one.layer is call.layer for one in found):
            break
        found.appendleft(call)
    return found


def _first_shape(values: Iterable[Any]) -> list[int] | None:
    """Return the shape of the first tensor among some values, or in a tuple or list among them."""
    for value in values:
        for item in value if type(value) in (tuple, list) else [value]:
            if type(item) in (torch.Tensor, torch.nn.Parameter):
                return list(torch.Tensor.size(item))
    return None


def _name(layer: Any) -> str:
    """Return the class with its sizes, such as `Linear(20, 68)`: the shape of its weight, or its whole numbers."""
    try:
        held = object.__getattribute__(layer, "__dict__")  # without any code of its class
        numbers = _first_shape([held.get("weight")]) or [value for value in held.values() if type(value) is int]
    except Exception:
        numbers = []
    inside = ", ".join(map(str, numbers[:MOST_NUMBERS]))
    return f"{_kind(layer)[:40]}{f'({inside})' if inside else ''}"


def _kind(value: Any) -> str:
    """Return the name of a value's class, without any code of its metaclass."""
    name: str = type.__dict__["__name__"].__get__(type(value))
    return name
