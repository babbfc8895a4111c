"""Send and receive frames over a socket, within a deadline."""

import hashlib
import select
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from grader.protocol import wire

CHUNK = 2**18
Deadline = float | Callable[[], float]  # a `time.monotonic` value, or what returns it as far as is known now
DONT_WAIT = getattr(socket, "MSG_DONTWAIT", 0)  # where it is missing, the examiner's end has to be non-blocking


class Closed(wire.WireError):
    """The other side has closed the channel."""


class Late(wire.WireError):
    """No complete frame arrived in time."""


class Frame(NamedTuple):
    """A frame that has been read but not decoded."""

    structure: bytes
    payload: bytearray

    @property
    def digest(self) -> bytes:
        """A hash of the frame: two frames with the same hash hold the same value."""
        hashed = hashlib.blake2b(wire.HEADER.pack(len(self.structure), len(self.payload)), digest_size=16)
        hashed.update(self.structure)
        hashed.update(self.payload)
        return hashed.digest()

    def decode(self, answers: bool = False) -> Any:
        """Return the value; raises WireError. See `wire.decode` for `answers`."""
        return wire.decode(self.structure, self.payload, answers)


def send(channel: socket.socket, frame: bytes, deadline: Deadline | None = None) -> None:
    """Write a frame; raises Closed or Late."""
    view = memoryview(frame)
    flags = 0 if deadline is None else DONT_WAIT
    while view:
        try:
            view = view[channel.send(view[:CHUNK], flags) :]
        except BlockingIOError:
            wait(channel, deadline, writing=True)
        except (BrokenPipeError, ConnectionResetError):
            raise Closed("the channel is closed") from None


def receive(
    channel: socket.socket,
    deadline: Deadline | None = None,
    idle: Callable[[float | None], None] | None = None,
    answers: bool = False,
) -> Any:
    """Read one frame and decode it; raises Closed, Late or WireError. See `read` and `wire.decode`."""
    return read(channel, deadline, idle).decode(answers)


def read(
    channel: socket.socket, deadline: Deadline | None = None, idle: Callable[[float | None], None] | None = None
) -> Frame:
    """Read one frame; raises Closed, Late or WireError.

    `deadline` is for the whole frame, however slowly its bytes arrive. `idle` is called instead of plain waiting, with
    the seconds that are left, and returns when the channel may be readable.
    """
    structure_size, payload_size = wire.HEADER.unpack(_read(channel, wire.HEADER.size, deadline, idle))
    if structure_size > wire.STRUCTURE_LIMIT or payload_size > wire.PAYLOAD_LIMIT:
        raise wire.WireError(f"a frame claims {structure_size} and {payload_size} bytes, which is too much")
    body = _read(channel, structure_size + payload_size, deadline, idle, begun=True)
    return Frame(bytes(body[:structure_size]), body[structure_size:])


def _read(
    channel: socket.socket,
    size: int,
    deadline: Deadline | None,
    idle: Callable[[float | None], None] | None,
    begun: bool = False,
) -> bytearray:
    """Read `size` bytes; with `begun`, which says that they have probably arrived, try before waiting."""
    data = bytearray()
    flags = 0 if deadline is None else DONT_WAIT
    while len(data) < size:
        if deadline is not None and not begun:
            if idle is None:
                wait(channel, deadline)
            else:
                idle(_left(deadline))
        begun = False
        try:
            chunk = channel.recv(min(CHUNK, size - len(data)), flags)
        except BlockingIOError:
            continue
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            raise Closed("the channel is closed")
        data += chunk
    return data


def _left(deadline: Deadline) -> float:
    left = (deadline() if callable(deadline) else deadline) - time.monotonic()
    if left <= 0:
        raise Late("no answer in time")
    return left


def wait(channel: socket.socket, deadline: Deadline | None, writing: bool = False) -> None:
    """Wait until the channel is readable, or writable; raises Late."""
    while True:
        seconds = None if deadline is None else _left(deadline)
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(channel, select.POLLOUT if writing else select.POLLIN)
            ready = bool(poll.poll(None if seconds is None else seconds * 1000))
        else:
            ready = any(select.select([] if writing else [channel], [channel] if writing else [], [], seconds))
        if ready:
            return
        if not callable(deadline):  # one that is may have moved
            raise Late("no answer in time")
