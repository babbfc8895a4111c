"""What a model in the lecture's form holds: its tensors, and its layers with a training flag."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import torch

PLAIN = (type(None), bool, int, float, str)


def set_mode(root: Any, training: bool) -> None:
    """Set `training` on an object and on everything that it holds, as the lecture's loop over the layers does."""
    for layer in flagged(root):
        layer.training = training


def flagged(root: Any) -> list[Any]:
    """Return those among the object and everything in it that have a `training` flag."""
    found: list[Any] = []
    seen: set[int] = set()
    todo = [root]
    while todo:
        value = todo.pop()
        if id(value) in seen or isinstance(value, torch.Tensor | type | ModuleType | str | bytes | int | float):
            continue
        seen.add(id(value))
        if isinstance(value, list | tuple | set):
            todo += value
        elif isinstance(value, dict):
            todo += value.values()
        elif value is not None:
            if "training" in dir(value) and not callable(value.training):
                found.append(value)
            todo += parts(value)
    return found


def held_tensors(root: Any) -> Iterator[torch.Tensor]:
    """Yield every tensor that an object holds, once: in attributes, slots, lists, tuples, dicts, sets and closures."""
    seen: set[int] = set()
    todo = [root]
    while todo:
        value = todo.pop()
        if id(value) in seen or isinstance(value, (type, ModuleType, *PLAIN)):
            continue
        seen.add(id(value))
        if isinstance(value, torch.Tensor):
            yield value
        elif isinstance(value, list | tuple | set | frozenset):
            todo += value
        elif isinstance(value, dict):
            todo += value.values()
        else:
            todo += parts(value)


def parts(value: Any) -> list[Any]:
    """Return what an object, method or closure holds."""
    found = [getattr(value, "__self__", None), getattr(value, "__dict__", None)]
    found += [cell.cell_contents for cell in getattr(value, "__closure__", None) or ()]
    slots = [name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ())]
    return found + [getattr(value, name, None) for name in slots]
