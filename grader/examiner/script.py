"""What a check asks of a submission that gets everything right, learnt from the first that does.

The examples are drawn already and a check is deterministic, so the next submission is asked the same operations as long
as its answers are right. They are sent in one message, and the check is held against the answers that come back. Where
it would have asked something else, the answers are thrown away and the check is run in the ordinary way.

Answers that are the same to the last bit as those with which the check has passed before pass without running it again.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
import torch

from grader.candidate import operations as op
from grader.candidate import wire

DIGESTS = 1000  # so that what a worker knows stays bounded, however large the class


class Script(msgspec.Struct):
    """The operations of one check: as one message, and a hash each. `right` are hashes of answers that passed.

    The first `begun` operations, which set the rules and the seed, come before the check itself.
    """

    message: bytes
    asked: list[bytes]
    begun: int = 0
    right: list[bytes] = []


class Learnt(msgspec.Struct):
    """What an examination has found out about the check at `place` among the lesson's: a script, or a right answer."""

    place: int
    script: Script | None = None
    right: bytes | None = None


class Recorder:
    """Keeps what a check asks while it runs."""

    def __init__(self, waiting: Sequence[op.Operation] = ()) -> None:
        self.frames: list[bytes] = []
        self.raised: list[int] = []
        for operation in waiting:
            self.note(operation, raised=False)
        self.begun = len(waiting)

    def note(self, operation: op.Operation, raised: bool) -> None:
        """Keep one operation, as it is at this moment."""
        if raised:
            self.raised.append(len(self.frames))
        self.frames.append(wire.encode(operation))

    def script(self) -> Script | None:
        """Return the script, None when it is too long for one message."""
        joined = torch.frombuffer(bytearray(b"".join(self.frames)), dtype=torch.uint8)
        try:
            message = wire.encode({"frames": joined, "raise": self.raised})
        except wire.WireError:
            return None
        return Script(message, list(map(hash_of, self.frames)), self.begun)


class Diverged(Exception):
    """The check asks something else than the script has foreseen."""


class Foreseen:
    """Answers that are there already, given out as long as the check asks what the script has."""

    def __init__(self, script: Script, answers: list[Any]) -> None:
        self.asked, self.answers = script.asked, answers
        self.place = script.begun

    def answer(self, operation: op.Operation) -> Any:
        """Return the answer to an operation; raises Diverged when it is not the next one of the script."""
        if self.place >= len(self.answers) or hash_of(wire.encode(operation)) != self.asked[self.place]:
            raise Diverged
        self.place += 1
        return self.answers[self.place - 1]

    def used_up(self) -> bool:
        """Has the check asked all of the script?"""
        return self.place == len(self.asked)


def hash_of(data: bytes) -> bytes:
    """Return a short hash."""
    return hashlib.blake2b(data, digest_size=12).digest()
