"""A call as if its tensors were on another device, so that no GPU is needed.

The other device is called `cuda:0`, and what is asked of it is done on the CPU. Where a tensor is belongs to its
storage: views, parameters, `Variable`s and whatever else shares the storage are there too. A tensor gets there in every
way that torch documents: `device=` (a device, its name or its number), `*_like` and `new_*`, `to`, `cuda`, `type_as`,
`type`, `set_default_device` and `with device:`, `copy_` into a tensor that is there, and as the result of an operation.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode
from torch.utils import _device

from grader.protocol.values import tensors_in
from grader.training.model import held_tensors

OTHER = torch.device("cuda", 0)
MOVES = ("to", "cpu", "cuda", "type_as", "type")
# Operations that take a tensor from one device and one from the other: those that copy, and those that look at a size.
CROSSING = ("copy_", "__setitem__", "set_", "__set__", "new_tensor", "tensor", "as_tensor", "asarray",
            "expand_as", "view_as", "reshape_as", "resize_as_", "is_same_size", "_has_compatible_shallow_copy_type",
            "type_as", "to")  # fmt: skip
INDEXING = ("__getitem__", "index_put", "index_put_")  # of a tensor that is there, by one that is not
AS_CUDA_DOES = "can't convert cuda:0 device type tensor to numpy; use Tensor.cpu() to copy the tensor to the CPU first"


class AnotherDevice(TorchFunctionMode):
    """Pretends that some tensors are on another device, and raises where CUDA would.

    Indexing with a CPU tensor and zero-dimensional CPU tensors are allowed, as on CUDA.
    """

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[int, torch.UntypedStorage] = {}  # kept here, so that none of the addresses is used again

    def put(self, value: Any) -> None:
        """Count the tensors of a value as being on the other device."""
        for tensor in tensors_in(value):
            storage = tensor.untyped_storage()
            self.there[storage._cdata] = storage

    def holds(self, tensor: Tensor) -> bool:
        """Return whether a tensor counts as being on the other device."""
        return tensor.untyped_storage()._cdata in self.there

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = dict(kwargs or {})
        name = getattr(func, "__name__", "")
        with torch._C.DisableTorchFunction():
            if (told := self._told(func, name, args, kwargs)) is not None:
                return told
            if name in MOVES and args and isinstance(args[0], Tensor):
                return self._moved(func, name, args, kwargs)
            given = tensors_in([list(args), list(kwargs.values())])
            self._refuse_mixed(name, given)
            wanted = self._wanted(func, kwargs)
            result = func(*args, **kwargs)
            if wanted is not None:
                return self._placed(result, wanted)
            if any(map(self.holds, given)):
                old = {tensor.untyped_storage()._cdata for tensor in given}
                self.put([t for t in tensors_in(result) if t.untyped_storage()._cdata not in old])
            return result

    def _told(self, func: Any, name: str, args: Any, kwargs: Any) -> Any:
        """Return what a tensor on the other device says of its place; None for any other question."""
        if not args or not isinstance(args[0], Tensor) or not self.holds(args[0]):
            return None
        if name == "__get__":
            owner = getattr(func, "__self__", None)
            facts = [(Tensor.device, OTHER), (Tensor.is_cuda, True), (Tensor.is_cpu, False)]
            return next((fact for attribute, fact in facts if owner is attribute), None)
        if name == "get_device":
            return OTHER.index
        if name == "type" and len(args) == 1 and not kwargs:
            return args[0].type().replace("torch.", "torch.cuda.")
        if name in ("numpy", "__array__"):
            raise TypeError(AS_CUDA_DOES)
        return None

    def _wanted(self, func: Any, kwargs: dict[str, Any]) -> bool | None:
        """Return whether the result shall be on the other device, None if the inputs decide; the CPU is to do it."""
        device = kwargs.get("device")
        if device is None and func in _device._device_constructors():
            device = _device.CURRENT_DEVICE
        if device is None:
            return None
        if is_other(device):
            kwargs["device"] = "cpu"
        return is_other(device)

    def _moved(self, func: Any, name: str, args: Any, kwargs: dict[str, Any]) -> Any:
        """Carry out one of `MOVES`."""
        tensor, *rest = args
        wanted = self.holds(tensor)
        if name in ("cpu", "cuda"):
            return self._placed(tensor, name == "cuda")
        if [value for value in rest if isinstance(value, bool)][1:] == [True]:  # non_blocking, copy
            kwargs["copy"] = True
        kept: list[Any] = []
        for value in [*rest, *(kwargs.pop(key) for key in ("device", "dtype") if key in kwargs)]:
            if isinstance(value, Tensor):
                wanted = self.holds(value)
                kept.append(value.dtype)
            elif isinstance(value, bool):
                continue
            elif name == "to" and isinstance(value, torch.device | str | int):
                wanted = is_other(value)
            elif name == "type" and not isinstance(value, torch.dtype):
                text = value if isinstance(value, str) else f"{value.__module__}.{value.__name__}"
                wanted = text.startswith("torch.cuda.")
                kept.append(text.replace("torch.cuda.", "torch."))
            elif value is not None:
                kept.append(value)
        if name == "type_as":
            return self._placed(tensor.to(kept[0]), wanted)
        return self._placed(func(tensor, *kept, **kwargs) if kept or kwargs else tensor, wanted)

    def _placed(self, result: Any, wanted: bool) -> Any:
        """Return a result on the wanted device: itself if it is there already, or else a copy."""
        if not isinstance(result, Tensor) or self.holds(result) == wanted:
            return result
        copy = result.clone()
        if wanted:
            self.put(copy)
        return copy

    def _refuse_mixed(self, name: str, given: list[Tensor]) -> None:
        """Raise RuntimeError if an operation that cannot cross takes tensors from both devices."""
        there = list(map(self.holds, given))
        here = [t for t, held in zip(given, there, strict=True) if not held and t.dim() > 0]
        if not any(there) or not here or name in CROSSING or (name in INDEXING and there[0]):
            return
        raise RuntimeError(
            f"Expected all tensors to be on the same device, but `{name}` combines a tensor on the input's device with "
            f"one of shape {tuple(here[0].shape)} on the CPU"
        )


def is_other(device: Any) -> bool:
    """Return whether a device, its name or its number means the other device."""
    if isinstance(device, int):
        return True
    return torch.device(device).type == OTHER.type


def call_on_device(target: Callable[..., Any], args: list[Any]) -> bool:
    """Call the target as if its tensors and the arguments were on another device; tell whether the result is there.

    Raises RuntimeError, as CUDA would, where a tensor on the CPU meets one on the other device.
    """
    device = AnotherDevice()
    device.put(list(held_tensors(target)))
    device.put(args)
    before = _device.CURRENT_DEVICE
    try:
        with device:
            output = target(*args)
    finally:
        if before != _device.CURRENT_DEVICE:
            torch.set_default_device(before)
    found = tensors_in(output)
    return bool(found) and all(map(device.holds, found))
