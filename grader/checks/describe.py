"""Short texts for values and calls, as shown in feedback."""

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

SMALL = 12  # elements; a larger tensor is shown by its shape only
WIDTH = 88


def shape_text(tensor: Tensor) -> str:
    """Return dtype and shape, such as `float32 (4, 8, 10)`."""
    return f"{str(tensor.dtype).removeprefix('torch.')} {tuple(tensor.shape)}"


def value_text(value: Any, digits: int = 4) -> str:
    """Return a short text for a value: small tensors with their elements, larger ones as dtype and shape."""
    if isinstance(value, Tensor):
        note = "" if value.is_contiguous() else ", not contiguous"
        if 0 < value.numel() <= SMALL and value.device.type != "meta":
            return f"{elements_text(value, digits)}  # {shape_text(value)}{note}"
        return f"{shape_text(value)}{note}"
    text = _container_text(value, digits)
    return text if len(text) <= WIDTH else text[: WIDTH - 3] + "..."


def _container_text(value: Any, digits: int) -> str:
    """Return the text of a value inside lists, tuples and dictionaries, small tensors with their elements."""
    if isinstance(value, Tensor):
        small = 0 < value.numel() <= SMALL and value.device.type != "meta"
        return f"<{elements_text(value, digits)}, {shape_text(value)}>" if small else f"<{shape_text(value)}>"
    if type(value) in (list, tuple):
        inside = ", ".join(_container_text(item, digits) for item in value)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if type(value) is dict:
        return "{" + ", ".join(f"{key!r}: {_container_text(item, digits)}" for key, item in value.items()) + "}"
    return str(value._label) if hasattr(value, "_label") else repr(value)


def elements_text(tensor: Tensor, digits: int = 4) -> str:
    """Return the elements as nested lists, with floats to `digits` significant digits."""
    return _nested_text(tensor.tolist(), digits)


def _nested_text(value: Any, digits: int) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_nested_text(item, digits) for item in value) + "]"
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def call_text(function: str, args: Sequence[Any], kwargs: Mapping[str, Any] | None = None) -> str:
    """Return the text of a call: small values written out, large tensors as dtype and shape."""
    parts = [argument_text(arg) for arg in args]
    parts += [f"{name}={argument_text(value)}" for name, value in (kwargs or {}).items()]
    return f"{function}({', '.join(parts)})"


def argument_text(value: Any) -> str:
    """Return a value as it is written inside a call."""
    if isinstance(value, Tensor):
        if 0 < value.numel() <= SMALL and value.is_contiguous():
            return elements_text(value)
        return f"<{shape_text(value)}{'' if value.is_contiguous() else ', not contiguous'}>"
    return value_text(value)
