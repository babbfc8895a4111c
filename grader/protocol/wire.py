"""Frames between examiner and candidate: bounded, typed, raw data. Nothing is unpickled or evaluated.

A frame is a header of twelve bytes (two little-endian lengths), a JSON text with the structure, and the raw bytes of
all tensors. The structure is JSON because its size bounds what the reader allocates; a binary form claims lengths that
a reader may believe.

In the JSON a bool, int, str, null or finite float stands for itself; everything else is an object with one key:
`l` list, `t` tuple, `d` dict as a list of pairs, `f` a float that JSON cannot write, `r` reference, `s` symbol, `e` an
exception as data, `x` tensor as [dtype, shape, strides, start, bytes], `o` operation as [name, fields].

Tensors use up the payload in order, every byte once, so what a frame allocates is bounded by what was sent. The number
of elements of all tensors together is bounded too, because a stride of 0 can repeat one byte without end. A reader of
answers accepts no symbols and no operations: those go the other way.
"""

import math
import struct
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
import torch

from grader.protocol import operations as op
from grader.protocol.text import clean, one_line

T = TypeVar("T")
HEADER = struct.Struct("<IQ")
STRUCTURE_LIMIT = 2**20  # bytes of JSON
PAYLOAD_LIMIT = 2**26  # bytes of tensors: 64 MiB
RANK_LIMIT = 8
ELEMENT_LIMIT = 2**24  # of all tensors of a frame, repeated ones counted: 128 MiB as float64
DEPTH_LIMIT = 24
ENTRY_LIMIT = 2**12  # of a dictionary
STEP_LIMIT = 16  # layers on the way to an error
SAME_HASH_LIMIT = 16  # keys of a dictionary; of whole numbers in 64 bits eight can share one, of honest tuples none
SPARSE = 4  # an answer with more than this many times the bytes of its elements is copied without the unused ones

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.complex64, torch.complex128,
        torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool,
    )
}  # fmt: skip
NAMES = {dtype: name for name, dtype in DTYPES.items()}
DIRECT = {torch.float32, torch.float64, torch.int64, torch.bool}  # the usual ones; numpy gives their bytes directly
OPERATIONS: dict[str, type[Any]] = {
    cls.__name__: cls
    for cls in (op.Call, op.Get, op.Set, op.Gradients, op.Alias, op.Cast, op.Mode, op.Device, op.Train, op.Generator,
                op.Leaf, op.Reset, op.Rules, op.Names)
}  # fmt: skip


class WireError(Exception):
    """The other side sent something that it may not send; the message says what."""


# -- encoding --------------------------------------------------------------------------------------------------------


class Writer:
    """Puts one value after another into a frame that holds them as a list."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.buffers = _Buffers()

    def add(self, value: Any) -> None:
        """Add a value as it is at this moment; raises WireError if it cannot be sent."""
        self.nodes.append(_lower(value, self.buffers, 1))

    def frame(self) -> bytes:
        """Return the frame; raises WireError when it is too large."""
        return _frame({"l": self.nodes}, self.buffers)


def encode(value: Any) -> bytes:
    """Return the frame for a value; raises WireError when it is too large or cannot be sent."""
    buffers = _Buffers()
    return _frame(_lower(value, buffers, 0), buffers)


class _Buffers:
    """The bytes of the tensors so far."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, data: bytes) -> int:
        """Append bytes and return where they start."""
        start = self.size
        self.parts.append(data)
        self.size += len(data)
        return start


def _frame(node: Any, buffers: _Buffers) -> bytes:
    structure = msgspec.json.encode(node)
    if len(structure) > STRUCTURE_LIMIT or buffers.size > PAYLOAD_LIMIT:
        raise WireError(f"the value is too large: {len(structure)} bytes of structure, {buffers.size} of tensors")
    return b"".join((HEADER.pack(len(structure), buffers.size), structure, *buffers.parts))


def _lower(value: Any, buffers: _Buffers, depth: int, asked: bool = False) -> Any:  # noqa: C901  a branch for each kind of value
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value
    if kind is int:
        if not -(2**63) <= value < 2**63:
            raise WireError("a whole number of more than 64 bits cannot be sent")
        return value
    if kind is float:
        return value if math.isfinite(value) else {"f": str(value)}
    if depth > DEPTH_LIMIT:
        raise WireError("the value is nested too deeply")
    if isinstance(value, torch.Tensor):
        return {"x": _lower_tensor(value, buffers)}
    if isinstance(value, list | tuple):
        return {"l" if isinstance(value, list) else "t": [_lower(item, buffers, depth + 1, asked) for item in value]}
    if isinstance(value, dict):
        return {"d": [[_lower(item, buffers, depth + 1, asked) for item in pair] for pair in value.items()]}
    if isinstance(value, op.Ref):
        return {"r": [value.id, "" if asked else value.kind]}
    if isinstance(value, op.Symbol):
        return {"s": value.name}
    if isinstance(value, op.Raised):
        *texts, steps = msgspec.structs.astuple(value)
        return {"e": [*texts, [[step.layer, step.got, step.gave] for step in steps]]}
    if kind.__name__ in OPERATIONS:
        # A reference goes back without the name of its type: a submission chose it, and another may read the question.
        fields = [_lower(item, buffers, depth + 1, asked=True) for item in msgspec.structs.astuple(value)]
        return {"o": [kind.__name__, fields]}
    raise WireError(f"a {kind.__name__} cannot be sent")


def _lower_tensor(tensor: torch.Tensor, buffers: _Buffers) -> list[Any]:
    if tensor.dtype not in NAMES or tensor.dim() > RANK_LIMIT or tensor.layout is not torch.strided:
        raise WireError(f"a tensor of {tensor.dtype} with {tensor.dim()} dimensions cannot be sent")
    if tensor.dtype in DIRECT and tensor.is_contiguous() and not tensor.is_neg():
        data = tensor.detach().numpy().tobytes()
        return [NAMES[tensor.dtype], list(tensor.shape), list(tensor.stride()), buffers.add(data), len(data)]
    tensor = tensor.detach().resolve_conj().resolve_neg()
    extent = 1 + sum((size - 1) * stride for size, stride in zip(tensor.shape, tensor.stride(), strict=True))
    extent = extent if tensor.numel() else 0
    flat = tensor.as_strided((extent,), (1,)).contiguous()
    data = flat.view(torch.uint8).numpy().tobytes() if extent else b""
    return [NAMES[tensor.dtype], list(tensor.shape), list(tensor.stride()), buffers.add(data), len(data)]


# -- decoding --------------------------------------------------------------------------------------------------------


class _Payload:
    """The bytes of a frame's tensors, handed out in order, and how many elements may still come."""

    def __init__(self, data: bytearray, answers: bool) -> None:
        self.data, self.answers = data, answers
        self.used = 0
        self.elements = ELEMENT_LIMIT


def decode(structure: bytes | bytearray, payload: bytearray, answers: bool = False) -> Any:
    """Return the value of a frame; raises WireError for anything that is not well formed.

    With `answers`, only values and exceptions are accepted: symbols and operations are refused.
    """
    try:
        tensors = _Payload(payload, answers)
        value = _lift(msgspec.json.decode(structure), tensors, 0)
    except WireError:
        raise
    except (
        msgspec.DecodeError, RecursionError, ValueError, TypeError, KeyError, OverflowError, RuntimeError, MemoryError
    ) as error:  # fmt: skip
        raise WireError(f"not a frame of the protocol: {type(error).__name__}: {error}"[:300]) from None
    if tensors.used != len(payload):
        raise WireError("the frame has bytes that belong to no tensor")
    return value


def value_of(frame: bytes) -> Any:
    """Return the value of one whole frame; raises WireError."""
    ((structure, payload),) = split(frame)
    return decode(structure, payload)


def split(data: bytes) -> Iterator[tuple[bytes, bytearray]]:
    """Yield the structure and payload of each of several frames in a row."""
    place = 0
    while place < len(data):
        structure_size, payload_size = HEADER.unpack_from(data, place)
        middle = place + HEADER.size + structure_size
        place += HEADER.size
        yield data[place:middle], bytearray(data[middle : middle + payload_size])
        place = middle + payload_size


def _lift(node: Any, payload: _Payload, depth: int) -> Any:  # noqa: C901  a branch for each kind of node
    plain = type(node)
    if node is None or plain is str or plain is bool or plain is float:
        return node
    if plain is int:
        if not -(2**63) <= node < 2**63:
            raise WireError("a whole number of more than 64 bits")
        return node
    if depth > DEPTH_LIMIT:
        raise WireError("nested too deeply")
    if plain is not dict or len(node) != 1:
        raise WireError("an object needs exactly one key")
    ((kind, body),) = node.items()
    if kind == "f":
        if body not in ("nan", "inf", "-inf"):
            raise WireError("not a float")
        return float(body)
    if payload.answers and kind in ("s", "o"):
        raise WireError("an answer may hold values only")
    if kind == "s":
        return op.Symbol(_typed(body, str))
    items = _typed(body, list)
    if kind in ("l", "t"):
        values = [_lift(item, payload, depth + 1) for item in items]
        return values if kind == "l" else tuple(values)
    if kind == "d":
        if len(items) > ENTRY_LIMIT:
            raise WireError(f"a dictionary of more than {ENTRY_LIMIT:,} entries")
        pairs = [(_key(_lift(k, payload, depth + 1)), _lift(v, payload, depth + 1)) for k, v in items]
        return _dictionary(pairs)
    if kind == "x":
        return _lift_tensor(items, payload)
    if kind == "r":
        number, name = items
        return op.Ref(_typed(number, int), clean(_typed(name, str), 80))
    if kind == "e":
        fields = dict(zip(op.Raised.__struct_fields__, items, strict=True))
        fields["steps"] = [_lift_step(step) for step in _typed(fields["steps"], list)[:STEP_LIMIT]]
        raised = msgspec.convert(fields, op.Raised)
        texts = {name: clean(text, 1000) for name, text in fields.items() if isinstance(text, str)}
        texts["type"] = texts["type"] or "Exception"  # its name had only invisible characters
        return msgspec.structs.replace(raised, **texts)
    if kind == "o":
        name, fields = items
        if name not in OPERATIONS:
            raise WireError("no such operation")
        return OPERATIONS[name](*(_lift(field, payload, depth + 1) for field in _typed(fields, list)))
    raise WireError(f"no such kind: {kind[:20]!r}")


def _lift_step(step: Any) -> op.LayerStep:
    layer, got, gave = _typed(step, list)
    given = one_line(gave, 40) if type(gave) is str else _lift_shape(gave)
    return op.LayerStep(one_line(_typed(layer, str), 80), _lift_shape(got), given)


def _lift_shape(shape: Any) -> list[int] | None:
    if shape is None:
        return None
    sizes: list[int] = _typed(shape, list)
    if not (len(sizes) <= RANK_LIMIT and all(type(n) is int and 0 <= n < 2**40 for n in sizes)):
        raise WireError("a shape is not a few small whole numbers")
    return sizes


def _dictionary(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Return a dictionary; keys with one hash would be compared each with each, which takes quadratic time."""
    hashes = Counter(hash(key) for key, _ in pairs)
    if pairs and max(hashes.values()) > SAME_HASH_LIMIT:
        raise WireError(f"a dictionary with more than {SAME_HASH_LIMIT} keys of one hash")
    return dict(pairs)


def _key(value: Any) -> Any:
    if not isinstance(value, type(None) | bool | int | float | str | tuple):
        raise WireError(f"a {type(value).__name__} as a key")
    return value


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise WireError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def _lift_tensor(fields: list[Any], payload: _Payload) -> torch.Tensor:
    name, shape, strides, start, count = fields
    dtype = DTYPES.get(_typed(name, str))
    if dtype is None:
        raise WireError(f"no such dtype: {name[:20]!r}")
    for number in (start, count, *_typed(shape, list), *_typed(strides, list)):
        if type(number) is not int or not 0 <= number < 2**40:
            raise WireError("a size is not a small whole number")
    if len(shape) != len(strides) or len(shape) > RANK_LIMIT or start + count > len(payload.data):
        raise WireError("the tensor does not fit its bytes")
    extent = 1 + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True)) if all(shape) else 0
    if extent * dtype.itemsize != count or start != payload.used:
        raise WireError("the tensor's shape does not fit its bytes")
    payload.used += count
    payload.elements -= math.prod(shape)
    if payload.elements < 0:
        raise WireError(f"the tensors of a frame have more than {ELEMENT_LIMIT:,} elements")
    if not extent:
        return torch.empty(shape, dtype=dtype)
    data = payload.data[start : start + count]
    flat = torch.frombuffer(data, dtype=torch.uint8 if dtype is torch.bool else dtype)
    own = flat.ne(0) if dtype is torch.bool else flat.clone()  # storage that torch owns, so that it can be resized
    seen = own.as_strided(shape, strides)
    return seen.contiguous() if payload.answers and count > SPARSE * max(seen.nbytes, 2**16) else seen
