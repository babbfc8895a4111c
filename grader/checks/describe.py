"""Short texts for values and calls, as shown in feedback."""

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

SMALL = 12  # elements; a larger tensor is shown by its shape only
WIDTH = 88


def shape_text(tensor: Tensor) -> str:
    """Return dtype and shape, such as `float32 (4, 8, 10)`."""
    return f"{str(tensor.dtype).removeprefix('torch.')} {tuple(tensor.shape)}"


def value_text(value: Any) -> str:
    """Return a short text for a value: small tensors with their elements, larger ones as dtype and shape."""
    if isinstance(value, Tensor):
        note = "" if value.is_contiguous() else ", not contiguous"
        if 0 < value.numel() <= SMALL and value.device.type != "meta":
            return f"{elements_text(value)}  # {shape_text(value)}{note}"
        return f"{shape_text(value)}{note}"
    if isinstance(value, list | tuple) and any(isinstance(item, Tensor) for item in value):
        return "[" + ", ".join(shape_text(v) if isinstance(v, Tensor) else repr(v) for v in value) + "]"
    text = value._label if hasattr(value, "_label") else repr(value)
    return text if len(text) <= WIDTH else text[: WIDTH - 3] + "..."


def elements_text(tensor: Tensor) -> str:
    """Return the elements as nested lists, with floats to four significant digits."""
    return _nested_text(tensor.tolist())


def _nested_text(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_nested_text, value)) + "]"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


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
