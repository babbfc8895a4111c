"""Values that cross between examiner and candidate: private copies of tensors, and the walk over an object's
tensors."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import torch

PLAIN = (type(None), bool, int, float, str)


def plain_tensor(tensor: torch.Tensor) -> torch.Tensor:
    """Return the tensor without graph and subclass; it shares the storage."""
    plain = tensor.detach()
    return plain if type(plain) is torch.Tensor else plain.as_subclass(torch.Tensor)


def replica(tensor: torch.Tensor) -> torch.Tensor:
    """Copy a tensor with its storage, so that strides, offset and overlaps stay as they are; no graph, no subclass."""
    plain = plain_tensor(tensor)
    if plain.device.type == "meta" or plain.layout is not torch.strided:
        return plain.clone()
    storage = plain.untyped_storage().clone()
    return torch.empty(0, dtype=plain.dtype, device=plain.device).set_(
        storage, plain.storage_offset(), plain.shape, plain.stride()
    )


def map_tensors(value: Any, change: Callable[[torch.Tensor], Any]) -> Any:
    """Apply `change` to every tensor of a nested value of lists, tuples and dicts."""
    if isinstance(value, torch.Tensor):
        return change(value)
    if isinstance(value, list | tuple):
        return type(value)(map_tensors(item, change) for item in value)
    if isinstance(value, dict):
        return {key: map_tensors(item, change) for key, item in value.items()}
    return value


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
