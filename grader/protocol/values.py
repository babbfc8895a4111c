"""Values that cross between examiner and candidate: private copies of tensors, and helpers that both sides use."""

from collections.abc import Callable
from typing import Any

import torch

PLAIN = (type(None), bool, int, float, str)


def plain_tensor(tensor: torch.Tensor) -> torch.Tensor:
    """Return the tensor without its graph and subclass; the storage is shared."""
    plain = tensor.detach()
    return plain if type(plain) is torch.Tensor else plain.as_subclass(torch.Tensor)


def replica(tensor: torch.Tensor) -> torch.Tensor:
    """Copy a tensor with its storage, so that strides, offset and overlaps are kept; without graph or subclass."""
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


def tensors_in(value: Any) -> list[torch.Tensor]:
    """Return all tensors of a nested value, in order."""
    found: list[torch.Tensor] = []
    map_tensors(value, found.append)
    return found


def vjp(outputs: Any, leaves: Any, cotangents: Any, **options: Any) -> tuple[Any, ...]:
    """Return the vector-Jacobian products, as `torch.autograd.grad(outputs, leaves, cotangents)` does.

    `outputs` and `cotangents` are tensors or lists of tensors with the same shapes. The derivative of a sum of products
    is exactly the cotangent. Passing the cotangent to torch would make it import its symbolic shapes, which takes half
    a second per process.
    """
    pairs = [(outputs, cotangents)] if isinstance(outputs, torch.Tensor) else zip(outputs, cotangents, strict=True)
    total = sum((output * cotangent).sum() for output, cotangent in pairs)
    products: tuple[Any, ...] = torch.autograd.grad(total, leaves, **options)
    return products
