"""The way of the shapes through a model up to the layer that raised, read from the layers that were called before it.

Nothing of the submission is called for it: only attributes that lie in instances are looked at.
"""

import itertools
from types import TracebackType
from typing import Any

import torch

from grader.protocol.operations import LayerStep

MOST_STEPS = 12  # the last ones, which lead up to the error
MOST_NUMBERS = 4  # of one layer


def steps_to(error: BaseException, args: Any = ()) -> list[LayerStep]:
    """Return a step for each layer that ran before the one in which the error arose, and one for that layer.

    Empty if the error arose in no layer of a list of layers. `args` are those of the call; the first tensor among them
    is what the first layer got, as far as anybody can tell. Empty too if looking at the layers raises: what a class
    makes of its name or its attributes is its own business, and the error at hand is what counts.
    """
    try:
        return _steps_to(error, args)
    except Exception:
        return []


def _steps_to(error: BaseException, args: Any) -> list[LayerStep]:
    way = _selves(error.__traceback__)
    steps: list[LayerStep] = []
    for holder, layer in itertools.pairwise(way):
        layers = _layers_of(holder)
        place = next((i for i, one in enumerate(layers) if one is layer), None)
        if place is None:
            continue
        if steps:
            steps.pop()  # the holder is itself a layer: its own layers say more
        steps += [LayerStep(_name(one), _shape(_attributes(one).get("out"))) for one in layers[:place]]
        steps.append(LayerStep(_name(layer), None))
    if not steps:
        return []
    first = next((value for value in args if isinstance(value, torch.Tensor)), None) if type(args) is list else None
    return [LayerStep("", _shape(first)), *steps][-MOST_STEPS:]


def _selves(trace: TracebackType | None) -> list[Any]:
    """Return the objects whose methods were running, from the outermost, each once in a row."""
    found: list[Any] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        name = code.co_varnames[0] if code.co_argcount else ""
        owner = trace.tb_frame.f_locals.get(name) if name == "self" else None
        if owner is not None and not (found and found[-1] is owner):
            found.append(owner)
        trace = trace.tb_next
    return found


def _attributes(thing: Any) -> dict[str, Any]:
    """Return what lies in the instance, without any code of its class."""
    try:
        found = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return {}
    return found if type(found) is dict else {}


def _layers_of(holder: Any) -> list[Any]:
    """Return the items of the lists and tuples that an object holds, in order; of the object itself if it is a list."""
    if issubclass(type(holder), (list, tuple)):
        return list(holder)
    held = [value for value in _attributes(holder).values() if type(value) in (list, tuple)]
    return [item for value in held for item in value]


def _name(layer: Any) -> str:
    """Return the class with its sizes, such as `Linear(20, 68)`: the shape of its weight, or its whole numbers."""
    held = _attributes(layer)
    weight = held.get("weight")
    numbers = _shape(weight) or [value for value in held.values() if type(value) is int]
    inside = ", ".join(map(str, numbers[:MOST_NUMBERS]))
    return f"{type(layer).__name__[:40]}{f'({inside})' if inside else ''}"


def _shape(value: Any) -> list[int] | None:
    return list(torch.Tensor.size(value)) if type(value) in (torch.Tensor, torch.nn.Parameter) else None
