"""The operations that an examiner may ask a candidate to carry out, and what may come back.

Every operation is plain data. `Any` stands for a value: None, bool, int, float, str, a tensor, a `Symbol`,
a `Ref`, or a list, tuple or dict of those.
"""

from typing import Any

import msgspec


class Symbol(msgspec.Struct, frozen=True):
    """A name that the submission defines, such as `BatchNorm1d`."""

    name: str


class Ref(msgspec.Struct, frozen=True):
    """An object that stays with the submission; the examiner knows only its number and the name of its type."""

    id: int
    kind: str = "object"


class Call(msgspec.Struct, tag=True):
    """Call the target. With `inputs`, answer with the positional arguments as they are after the call."""

    target: Any
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    inputs: bool = False


class Get(msgspec.Struct, tag=True):
    """Read an attribute; a dotted name reads an attribute of an attribute, or an item by its number."""

    target: Any
    name: str


class Set(msgspec.Struct, tag=True):
    """Set an attribute; a tensor with as many elements as the current one is copied into it, keeping its shape."""

    target: Any
    name: str
    value: Any


class Gradients(msgspec.Struct, tag=True):
    """Call the target and answer with the output and the vector-Jacobian products for `cotangent`.

    The products are for the floating-point arguments and for `wrt`: names of attributes of the target or, if it is
    None, the tensors that the target's `parameters()` lists.
    """

    target: Any
    args: list[Any]
    cotangent: Any
    wrt: list[str] | None = None


class Alias(msgspec.Struct, tag=True):
    """Call the target with one tensor, overwrite that tensor in place, and answer with the output before and after."""

    target: Any
    argument: Any
    overwrite: Any


class Cast(msgspec.Struct, tag=True):
    """Convert every floating-point tensor that the object holds to a dtype."""

    target: Any
    dtype: str


class Mode(msgspec.Struct, tag=True):
    """Set the `training` flag of an object and of every layer in it."""

    target: Any
    training: bool


class Device(msgspec.Struct, tag=True):
    """Call the target as if it and the arguments were on another device: finds device mistakes without a GPU."""

    target: Any
    args: list[Any]


class Train(msgspec.Struct, tag=True):
    """Train a model with our loop on contexts X and targets Y; answer with the losses, one per step."""

    target: Any
    X: Any
    Y: Any
    options: dict[str, Any] = {}


class Generator(msgspec.Struct, tag=True):
    """Make a seeded `torch.Generator`."""

    seed: int


class Leaf(msgspec.Struct, tag=True):
    """Keep a tensor, so that one call after another gets the same one: a leaf that requires gradients."""

    value: Any


class Reset(msgspec.Struct, tag=True):
    """Forget every object and seed torch's global generator: the beginning of an example."""

    seed: int


class Rules(msgspec.Struct, tag=True):
    """Forbid calls to these dotted names from now on, and no others."""

    forbidden: list[str]


class Names(msgspec.Struct, tag=True):
    """Answer with the public names that the submission defines and what went wrong while it was loaded."""


Operation = (
    Call | Get | Set | Gradients | Alias | Cast | Mode | Device | Train | Generator | Leaf | Reset | Rules | Names
)


class LayerStep(msgspec.Struct, frozen=True):
    """A layer of a model on the way to an error: the shape of what it got, and what it gave.

    `got` is None where no tensor went in; `gave` is a shape, the kind of what is no tensor, or None where it gave
    nothing because the error arose in it.
    """

    layer: str
    got: list[int] | None
    gave: list[int] | str | None


class Raised(msgspec.Struct, frozen=True):
    """An exception of the submission as data.

    `kind` is "stub" (not written yet), "missing" (no such symbol), "load" (the file or cell did not run), "forbidden"
    (a rule of the exercise), "candidate" (no answer, as after a time-out or crash) or "error".
    """

    kind: str
    type: str
    message: str
    file: str = ""
    line: int = 0
    source: str = ""
    function: str = ""
    steps: list[LayerStep] = []  # the layers up to the one in which it arose
