"""What a check asks of a submission that gets everything right, learnt from the first that does.

The examples have been drawn and checks are deterministic, so the next submission is asked the same operations as long
as its answers are correct. They are sent in one message, and the check runs on the answers that come back. If it would
have asked something else, the answers are discarded and the check is run in the ordinary way.

Answers that equal, to the last bit, answers with which the check has passed before pass without running it again.

A submission could read a script to its end before it answers. It finds nothing there that tells a correct answer from a
wrong one: the expected values are not sent. A check that puts an answer into a later question would hand one
submission's correct answer to the next; `untold` detects such a check, and it always asks one by one.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import torch

from grader.protocol import operations as op
from grader.protocol import wire
from grader.protocol.values import map_tensors

DIGESTS = 1000  # per check, so that a worker's memory stays bounded however large the class is


class Script(msgspec.Struct):
    """The operations of one check, as one message and as one hash each. `right` are hashes of answers that passed.

    The first `begun` operations, which set the rules and the seed, come before the check itself.
    """

    message: bytes
    asked: list[bytes]
    begun: int = 0
    right: list[bytes] = []


class Learnt(msgspec.Struct):
    """What an examination found out about the check at `place` in the lesson: a script, or correct answers."""

    place: int
    script: Script | None = None
    right: bytes | None = None


class Recorder:
    """Keeps what a check asks while it runs, and the answers that it gets."""

    def __init__(self, waiting: Sequence[op.Operation] = ()) -> None:
        self.frames: list[bytes] = []
        self.answers: list[Any] = []
        for operation in waiting:
            self.note(operation, None)
        self.begun = len(waiting)

    def note(self, operation: op.Operation, answer: Any) -> None:
        """Keep one operation, as it is at this moment."""
        self.frames.append(wire.encode(operation))
        self.answers.append(wire.value_of(wire.encode(answer)))

    def script(self) -> Script | None:
        """Return the script, None if it is too long for one message."""
        joined = torch.frombuffer(bytearray(b"".join(self.frames)), dtype=torch.uint8)
        try:
            message = wire.encode(joined)
        except wire.WireError:
            return None
        return Script(message, list(map(hash_of, self.frames)), self.begun)

    def untold(self, passes: Callable[["Foreseen"], bool], script: Script) -> bool:
        """Tell whether the check asks the same when its answers differ a little, and so tells nothing of them.

        `passes` runs it on given answers. Numbers are moved by one last bit, all in the same direction; answers that
        cannot be moved a little, such as texts, must not occur unchanged in a later operation.
        """
        if not (self._numbered() and passes(Foreseen(script, [map_tensors(a, nudged) for a in self.answers]))):
            return False
        asked: set[bytes] = set()
        told: set[bytes] = set()  # by answers, and not contained in any question before
        for frame, answer in zip(self.frames, self.answers, strict=True):
            operation = wire.value_of(frame)
            if isinstance(operation, op.Reset):  # another example, drawn before any answer was known
                asked, told = set(), set()
            question = set(pieces(operation))
            if not told.isdisjoint(question):
                return False
            asked |= question
            told |= set(pieces(answer)) - asked
        return True

    def _numbered(self) -> bool:
        """Tell whether the references count 1, 2, 3, ...: a number of the submission's own would be a message."""
        count = 0
        for frame, answer in zip(self.frames, self.answers, strict=True):
            if isinstance(wire.value_of(frame), op.Reset):
                count = 0
            for reference in references(answer):
                count += 1
                if reference.id != count:
                    return False
        return True


def nudged(tensor: torch.Tensor) -> torch.Tensor:
    """Return the next larger numbers of a floating-point tensor; zeros stay."""
    if not tensor.is_floating_point():
        return tensor
    return torch.where(tensor == 0, tensor, torch.nextafter(tensor, torch.full_like(tensor, math.inf)))


def references(value: Any) -> Iterator[op.Ref]:
    """Yield the references in a value, in the order in which a candidate numbers them."""
    if isinstance(value, op.Ref):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        yield from references([*value.keys(), *value.values()])


def pieces(value: Any) -> Iterator[bytes]:
    """Yield the texts and the tensors of several whole numbers in a value, each as bytes."""
    if isinstance(value, str) and len(value) > 1:
        yield value.encode("utf-8", "replace")
    elif isinstance(value, torch.Tensor) and not value.is_floating_point() and value.numel() > 1:
        yield value.contiguous().view(torch.uint8).numpy().tobytes()
    elif isinstance(value, list | tuple):
        for item in value:
            yield from pieces(item)
    elif isinstance(value, dict):
        yield from pieces(list(value.items()))
    elif isinstance(value, op.Call | op.Set | op.Gradients | op.Alias | op.Device):
        yield from pieces(list(msgspec.structs.astuple(value))[1:])
    elif isinstance(value, op.Leaf):
        yield from pieces(value.value)


class Diverged(Exception):
    """The check asks something other than what the script foresees."""


class Foreseen:
    """Answers that have arrived already, given out as long as the check asks what the script foresees."""

    def __init__(self, script: Script, answers: list[Any]) -> None:
        self.asked, self.answers = script.asked, answers
        self.place = script.begun
        self.diverged = False

    def answer(self, operation: op.Operation) -> Any:
        """Return the answer to an operation; raises Diverged if it is not the next one in the script."""
        if self.place >= len(self.answers) or hash_of(wire.encode(operation)) != self.asked[self.place]:
            self.diverged = True
            raise Diverged
        self.place += 1
        return self.answers[self.place - 1]

    def used_up(self) -> bool:
        """Return whether the check has asked all of the script."""
        return self.place == len(self.asked)


def hash_of(data: bytes) -> bytes:
    """Return a short hash."""
    return hashlib.blake2b(data, digest_size=12).digest()
