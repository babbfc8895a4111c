"""What checks ask for besides plain calls: gradients, and a call as if everything were on another device."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from grader.protocol.values import tensors_in, vjp
from grader.training.model import held_tensors


def gradients(target: Callable[..., Any], args: Iterable[Any], cotangent: Any, wrt: list[str] | None) -> dict[str, Any]:
    """Call the target and return its output and the vector-Jacobian products.

    The keys are `output`, `inputs` (one per positional argument; None for integers and for arguments that the output
    does not depend on) and `parameters` (in the order of `wrt` or of `target.parameters()`). If the output does not
    have the cotangent's shape, every product is None.
    """
    inputs = [a.requires_grad_() if isinstance(a, torch.Tensor) and a.is_floating_point() else a for a in args]
    if wrt is not None:
        parameters = [getattr(target, name) for name in wrt]
    else:
        parameters = list(target.parameters()) if hasattr(target, "parameters") else []
    for parameter in parameters:
        if parameter.is_leaf:
            parameter.requires_grad_()
    output = target(*inputs)
    outputs, cotangents = tensors_in(output), tensors_in(cotangent)
    leaves = [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad] + parameters
    pairs = [(o, c) for o, c in zip(outputs, cotangents, strict=False) if o.requires_grad]
    fits = [o.shape for o in outputs] == [c.shape for c in cotangents]
    found: list[torch.Tensor | None] = [None] * len(leaves)
    if leaves and pairs and fits:
        found = list(vjp([o for o, _ in pairs], leaves, [c.to(o) for o, c in pairs], allow_unused=True))
    answers = iter(found)
    of_inputs = [next(answers) if isinstance(x, torch.Tensor) and x.requires_grad else None for x in inputs]
    return {"output": output, "inputs": of_inputs, "parameters": list(answers)}


class DeviceGuard(TorchFunctionMode):
    """Pretends that some tensors are on another device and raises where CUDA would, so that no GPU is needed.

    Marked tensors count as being on that device, and so do the results of operations on them and tensors made with an
    explicit `device`. A tensor made without one is on the CPU; the mistake shows when it meets a marked one.
    Indexing with a CPU tensor and zero-dimensional CPU tensors are allowed, as on CUDA.
    """

    MARK = "_grader_elsewhere"
    CROSSING = ("__getitem__", "__setitem__", "copy_", "to", "type_as", "index_put", "index_put_", "set_", "__set__")

    def mark(self, value: Any) -> None:
        """Count the tensors of a value as being on the other device."""
        for tensor in tensors_in(value):
            setattr(tensor, self.MARK, True)

    def marked(self, tensor: torch.Tensor) -> bool:
        """Return whether this tensor counts as being on the other device."""
        return getattr(tensor, self.MARK, False)

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        given = tensors_in([list(args), list(kwargs.values())])
        there = [t for t in given if self.marked(t)]
        crossing = name in self.CROSSING and (self.marked(given[0]) or name == "to") if given else True
        if there and not crossing and any(t.dim() > 0 and not self.marked(t) for t in given):
            raise RuntimeError(
                f"Expected all tensors to be on the same device, but `{name}` combines a tensor on the input's device "
                "with one on the CPU that was made without device="
            )
        result = func(*args, **kwargs)
        moved = name == "to" and any(isinstance(a, torch.device | torch.Tensor) for a in args[1:])
        if there or moved or kwargs.get("device") is not None:
            self.mark(result)
        return result


def call_on_device(target: Any, args: list[Any]) -> bool:
    """Call the target as if its tensors and the arguments were on another device; tell whether the result is there.

    Raises RuntimeError, as CUDA would, where a tensor on the CPU meets one on the other device.
    """
    guard = DeviceGuard()
    guard.mark(list(held_tensors(target)))
    guard.mark(args)
    with guard:
        output = target(*args)
    found = tensors_in(output)
    return bool(found) and all(guard.marked(tensor) for tensor in found)
