"""What checks ask for besides plain calls: parts of an object by their names, and gradients."""

from collections.abc import Callable, Iterable
from typing import Any

import torch

from grader.protocol.values import tensors_in, vjp


def named_part(whole: Any, name: str) -> Any:
    """Return an attribute, also one of a part: `embeddings.0.shape` is that of the first item in a list."""
    for part in name.split("."):
        whole = whole[int(part)] if part.isdecimal() else getattr(whole, part)
    return whole


def gradients(target: Callable[..., Any], args: Iterable[Any], cotangent: Any, wrt: list[str] | None) -> dict[str, Any]:
    """Call the target and return its output and the vector-Jacobian products.

    The keys are `output`, `inputs` (one per positional argument; None for integers and for arguments that the output
    does not depend on) and `parameters` (in the order of `wrt` or of `target.parameters()`). If the output does not
    have the cotangent's shape, every product is None. Where `parameters()` returns None or a tensor, nothing is called,
    and `parameters` is that.
    """
    inputs = [a.requires_grad_() if isinstance(a, torch.Tensor) and a.is_floating_point() else a for a in args]
    if wrt is not None:
        parameters = [named_part(target, name) for name in wrt]
    else:
        listed = target.parameters() if hasattr(target, "parameters") else []
        if listed is None or isinstance(listed, torch.Tensor):
            return {"output": None, "inputs": [], "parameters": listed}
        parameters = list(listed)
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
