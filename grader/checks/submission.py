"""The proxy `submission` through which a check reaches the code under test.

A check constructs objects, calls them, reads and sets attributes, and asks for gradients, views or training. Whether
the code runs in this process or in an untrusted one is up to the session; the check cannot tell. Tensors come back as
copies without a graph; everything that is not plain data comes back as a `ObjectProxy`.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor

from grader.checks import refuted
from grader.checks.describe import call_text, value_text
from grader.checks.errors import CheckFailure, Earlier, LackedProcessor, Unexamined, as_exception, earlier_exception
from grader.protocol import operations as op
from grader.protocol.source import Module
from grader.results.message import Message

TRACE_LENGTH = 6
MOST_PARAMETERS = 1000  # tensors in a list; the largest model of the lessons has some thirty
UNCALLED = ("method", "function", "builtin_function_or_method")


class Session(Protocol):
    """Carries an operation to the submission and brings back the answer."""

    @property
    def cause(self) -> BaseException | None:
        """The exception behind the last `Raised`, if the submission runs in this process."""
        ...

    def request(self, operation: op.Operation) -> Any:
        """Return the value, or `Raised`."""
        ...


class GradientResult(NamedTuple):
    """An output with the vector-Jacobian products for one cotangent; None where the output does not depend on it."""

    output: Any
    inputs: list[Tensor | None]
    parameters: list[Tensor | None]


class Submission:
    """The code under test. `submission.Linear(3, 4)` constructs, `submission.smooth(losses, 10)` calls."""

    def __init__(self, session: Session, modules: Sequence[Module] = ()) -> None:
        self._session = session
        self._modules = modules  # the source, in which forbidden names are looked for
        self._violations: dict[str, op.Raised | None] = {}
        self._trace: list[str] = []
        self._note = ""
        self._counts: dict[str, int] = {}

    # -- what plugins use --------------------------------------------------------------------------------------------

    def _begin(self, seed: int = 0) -> None:
        """Begin an example: drop objects and the trace, and seed the global generator on the submission's side."""
        self._trace.clear()
        self._note = ""
        self._counts.clear()
        refuted.forget()
        self._ask(op.Reset(seed), None)

    def _rules(self, forbidden: Sequence[str]) -> None:
        """Forbid calls to these dotted names, and no others."""
        self._ask(op.Rules(list(forbidden)), None)

    def _ask(self, operation: op.Operation, text: str | None) -> Any:
        if text is not None:
            self._trace.append(text)
            del self._trace[1 : max(1, len(self._trace) - TRACE_LENGTH + 1)]  # the construction stays first
        answer = self._session.request(operation)
        if isinstance(answer, Earlier):
            if text is not None:
                self._trace.pop()  # this call was never made
            raise earlier_exception(answer)
        if isinstance(answer, Unexamined):
            raise LackedProcessor(answer.raised)
        if isinstance(answer, op.Raised):
            raise as_exception(answer) from self._session.cause
        return answer

    def _constructed(self, answer: op.Ref, symbol: str) -> "ObjectProxy":
        """Give a new object a name for messages: `linear`, `linear2`, ..."""
        self._counts[symbol] = self._counts.get(symbol, 0) + 1
        name = symbol.lower() + (str(self._counts[symbol]) if self._counts[symbol] > 1 else "")
        self._trace[-1] = f"{name} = {self._trace[-1]}"
        return ObjectProxy(self, answer, name)

    def _wrap(self, answer: Any, label: str) -> Any:
        if isinstance(answer, op.Ref):
            return ObjectProxy(self, answer, label)
        if isinstance(answer, list | tuple):  # of numbers there may be a quarter of a million, and none needs a label
            return type(answer)(
                item if type(item) in (float, int, str) else self._wrap(item, f"{label}[{i}]")
                for i, item in enumerate(answer)
            )
        if isinstance(answer, dict):
            return {key: self._wrap(item, f"{label}[{key!r}]") for key, item in answer.items()}
        return answer

    # -- what checks use ---------------------------------------------------------------------------------------------

    def __getattr__(self, name: str) -> "ObjectProxy":
        if name.startswith("_"):
            raise AttributeError(name)
        return ObjectProxy(self, op.Symbol(name), name)

    def gradients(
        self, target: "ObjectProxy", *args: Any, cotangent: Any, wrt: Sequence[str] | None = None
    ) -> GradientResult:
        """Call `target(*args)` and return its output and the vector-Jacobian products for `cotangent`.

        The products are for the floating-point arguments and for the attributes named by `wrt` (default: the tensors
        of `target.parameters()`).
        """
        operation = op.Gradients(lower(target), lower(list(args)), lower(cotangent), None if wrt is None else list(wrt))
        answer = self._ask(operation, call_text(label(target), args) + ", then backward")
        if wrt is None:
            require_list(answer["parameters"])
        return GradientResult(**answer)

    def after_writing(self, target: "ObjectProxy", argument: Tensor, overwrite: Tensor) -> tuple[Tensor, Tensor]:
        """Call `target(argument)`, then write `overwrite` into the argument; return the output before and after.

        A view shows the new values, a copy the old ones.
        """
        text = call_text(label(target), (argument,))
        outputs: tuple[Tensor, Tensor] = self._ask(op.Alias(lower(target), argument, overwrite), text)
        return outputs

    def inputs_after(self, target: "ObjectProxy", *args: Any) -> list[Any]:
        """Call `target(*args)` and return the arguments in the state after the call."""
        text = call_text(label(target), args)
        inputs: list[Any] = self._ask(op.Call(lower(target), lower(list(args)), {}, True), text)
        return inputs

    def cast(self, target: "ObjectProxy", dtype: torch.dtype) -> None:
        """Convert every floating-point tensor that the object holds."""
        self._ask(op.Cast(lower(target), str(dtype).removeprefix("torch.")), None)

    def train_mode(self, target: "ObjectProxy", training: bool) -> None:
        """Set the `training` flag of the object and of all layers in it."""
        self._ask(
            op.Mode(lower(target), training), f"{label(target)}.training = {training}  (and of every layer in it)"
        )

    def works_on_another_device(self, target: "ObjectProxy", *args: Any) -> bool:
        """Call as if object and arguments were on another device, without a GPU; tell whether the result is there.

        Raises the submission's error if a tensor on the CPU meets one on the other device.
        """
        text = call_text(label(target), args) + "  with everything on another device"
        return self._ask(op.Device(lower(target), lower(list(args))), text) is True  # a forged answer may be anything

    def train(self, model: "ObjectProxy", X: Tensor, Y: Tensor, **options: Any) -> Tensor:
        """Train the model with our loop and return the losses, one per step; leaves it in evaluation mode."""
        text = f"training {label(model)} on {value_text(X)}"
        losses: Tensor = self._ask(op.Train(lower(model), X, Y, options), text)
        return losses

    def note(self, sentence: str) -> None:
        """Keep a sentence for the report to show if the check passes, such as a dev loss."""
        self._note = sentence

    def generator(self, seed: int) -> "ObjectProxy":
        """Return a seeded `torch.Generator` that lives on the submission's side."""
        return GeneratorProxy(self, self._ask(op.Generator(seed), None), f"generator({seed})")

    def leaf(self, value: Tensor, name: str) -> "ObjectProxy":
        """Return a tensor that lives on the submission's side: a leaf that requires gradients.

        One call after another gets the very same tensor, and what they have made of it is read as an attribute:
        `W.data`, `W.grad`, `W.requires_grad`.
        """
        text = f"{name} = {value_text(value)}, a leaf that requires gradients"
        return ObjectProxy(self, self._ask(op.Leaf(value), text), name)


class ObjectProxy:
    """An object, function or class of the submission."""

    __slots__ = ("_label", "_ref", "_submission")
    _label: str
    _ref: op.Symbol | op.Ref
    _submission: Submission

    def __init__(self, submission: Submission, ref: op.Symbol | op.Ref, label: str) -> None:
        object.__setattr__(self, "_submission", submission)
        object.__setattr__(self, "_ref", ref)
        object.__setattr__(self, "_label", label)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function or object, or construct an instance of the class."""
        text = call_text(self._label, args, kwargs)
        answer = self._submission._ask(op.Call(self._ref, lower(list(args)), lower(kwargs)), text)
        for value in (*args, *kwargs.values()):
            if isinstance(value, GeneratorProxy):
                value._moved_on()
        if isinstance(answer, op.Ref) and isinstance(self._ref, op.Symbol) and self._ref.name[0].isupper():
            return self._submission._constructed(answer, self._ref.name)
        if text.endswith(".parameters()"):
            require_list(answer)
        return self._submission._wrap(answer, _class_text(answer) if isinstance(answer, op.Ref) else text)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        answer = self._submission._ask(op.Get(self._ref, name), None)
        return self._submission._wrap(answer, f"{self._label}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        self._submission._ask(op.Set(self._ref, name, lower(value)), f"{self._label}.{name} = {value_text(value)}")

    def __repr__(self) -> str:
        return f"<{self._label} of the submission>"


class GeneratorProxy(ObjectProxy):
    """A generator on the submission's side. Once a call has had it, its text says that it is no longer at its start."""

    __slots__ = ()

    def _moved_on(self) -> None:
        if not self._label.startswith("<"):
            object.__setattr__(self, "_label", f"<{self._label}, moved on>")


def _class_text(answer: op.Ref) -> str:
    """Return what an object is called that came back where a value was asked for."""
    if answer.kind in UNCALLED:
        return "a function that was not called (are its parentheses missing?)"
    return f"an object of the class {answer.kind[:40]}"


def require_list(listed: Any) -> None:
    """Raise CheckFailure for what is returned in place of a list of parameters, and for a list longer than any can be.

    Checks compare the tensors of a list with each other: its length is bounded before the first of them does.
    """
    if listed is None:
        raise CheckFailure(Message(headline="`parameters()` returned None: is a return missing?"))
    if isinstance(listed, Tensor):
        what = f"`parameters()` returned a tensor of shape {tuple(listed.shape)}; it should return a list of tensors"
        raise CheckFailure(Message(headline=what))
    if isinstance(listed, op.Ref) and listed.kind in UNCALLED:
        raise CheckFailure(Message(headline="`parameters()` returned a method: are its parentheses missing?"))
    if isinstance(listed, list | tuple) and len(listed) > MOST_PARAMETERS:
        what = f"`parameters()` lists {len(listed)} tensors; no layer or model of this course has {MOST_PARAMETERS}"
        raise CheckFailure(Message(headline=what))


def label(target: ObjectProxy) -> str:
    """Return the name of the object in messages."""
    return target._label


def lower(value: Any) -> Any:
    """Replace handles by the references that stand for them on the submission's side."""
    if isinstance(value, ObjectProxy):
        return value._ref
    if isinstance(value, list | tuple):
        return type(value)(lower(item) for item in value)
    if isinstance(value, dict):
        return {key: lower(item) for key, item in value.items()}
    return value
