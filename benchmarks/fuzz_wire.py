"""Fuzz the frame reader: `python benchmarks/fuzz_wire.py --minutes 10` sends random and mutated frames.

Every frame goes through a socket pair into `grader.protocol.frames.receive`, as an examiner reads a candidate. It has
to end in a value or in a WireError, within a second, with no more memory than the caps allow. The last line is the
count.
"""

import argparse
import random
import resource
import socket
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from grader.protocol import frames, wire
from grader.protocol import operations as op

SECONDS = 1.0  # a frame of random bytes is small; a hang is anything near the deadline
GROWTH = 1 << 30  # bytes of address space that one frame may add at most; the caps allow a small part of it


def plain_values() -> st.SearchStrategy[Any]:
    """Values that a candidate may send."""
    shapes = st.lists(st.integers(0, 4), max_size=4)
    tensors = st.builds(lambda shape, dtype: torch.zeros(shape).to(dtype), shapes, st.sampled_from(list(wire.NAMES)))
    raised = st.builds(op.Raised, st.text(), st.text(), st.text(), st.text(), st.integers(0, 99))
    refs = st.builds(op.Ref, st.integers(-9, 9), st.text())
    leaves = (
        st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text() | tensors | raised | refs
    )
    keys = st.text() | st.integers(-(2**40), 2**40)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner) | st.dictionaries(keys, inner) | st.tuples(inner, inner),
        max_leaves=8,
    )


TOKENS = [
    b"{", b"}", b"[", b"]", b",", b":", b'"l"', b'"t"', b'"d"', b'"f"', b'"r"', b'"s"', b'"e"', b'"x"', b'"o"', b"null",
    b"true", b"-1", b"0", b"1", b"8", b"1e308", b"-0.0", b"9223372036854775807", b"18446744073709551615", b'"float32"',
    b'"bool"', b'"nan"', b'"Call"', b"1099511627775", b"1099511627776", b'"\\ud800"', b"[0]", b"[4]",
    b"[1,1,1,1,1,1,1,1]",
]  # fmt: skip


def mutated(frame: bytes, draw: random.Random) -> bytes:
    """Change a valid frame in a few places: bytes, pieces, tokens, the lengths in its header."""
    head, body = frame[: wire.HEADER.size], bytearray(frame[wire.HEADER.size :])
    structure, payload = wire.HEADER.unpack(head)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(body) + 1)
        kind = draw.randrange(6)
        if kind == 0 and place < len(body):
            body[place] ^= 1 << draw.randrange(8)
        elif kind == 1:
            body[place:place] = draw.choice(TOKENS)
        elif kind == 2:
            del body[place : place + draw.randint(1, 8)]
        elif kind == 3:
            body[place:place] = body[draw.randrange(len(body) + 1) :][: draw.randint(1, 64)]
        elif kind == 4:
            structure = draw.choice([structure, draw.getrandbits(32), wire.STRUCTURE_LIMIT, len(body)])
        else:
            payload = draw.choice([payload, draw.getrandbits(64), wire.PAYLOAD_LIMIT, 0])
    if draw.random() < 0.7:  # most frames should get past the header
        payload = min(payload, len(body))
        structure = len(body) - payload
    return wire.HEADER.pack(structure % 2**32, payload) + bytes(body)


def read_back(data: bytes) -> str:
    """Send bytes through a socket pair and read one frame; returns how it ended."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setblocking(False)
        sender = None
        try:
            rest = data[theirs.send(data) :] if data else b""
        except BlockingIOError:
            rest = data
        if rest:
            theirs.setblocking(True)
            sender = threading.Thread(target=_send_rest, args=(theirs, rest))
            sender.start()
        else:
            theirs.shutdown(socket.SHUT_WR)
        worked = time.process_time()
        try:
            frames.receive(ours, time.monotonic() + 10, answers=True)
            ended = "value"
        except frames.Closed:
            ended = "closed"
        except frames.Late:
            raise AssertionError(f"a hang on {data[:200]!r}") from None
        except wire.WireError:
            ended = "refused"
        if time.process_time() - worked > SECONDS:
            raise AssertionError(f"{time.process_time() - worked:.1f} s of work for {data[:200]!r}")
        ours.close()
        if sender is not None:
            sender.join()
    return ended


def _send_rest(channel: socket.socket, rest: bytes) -> None:
    try:
        channel.sendall(rest)
        channel.shutdown(socket.SHUT_WR)
    except OSError:
        return


def peak_bytes() -> int:
    """The largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def run(seconds: float, seed: int, counts: Counter[str]) -> None:
    """Fuzz until the time is over; raises at the first finding."""
    end = time.monotonic() + seconds
    draw = random.Random(seed)
    frames: list[bytes] = []

    @settings(
        max_examples=400, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.one_of(plain_values().map(wire_or_none), st.binary(max_size=400)))
    def feed(data: bytes | None) -> None:
        if data:
            counts[read_back(data)] += 1
            if len(data) > wire.HEADER.size:
                frames.append(data)

    while time.monotonic() < end:
        frames.clear()
        feed()
        for frame in frames:
            for _ in range(20):
                counts[read_back(mutated(frame, draw))] += 1
            if time.monotonic() > end:
                break


def wire_or_none(value: Any) -> bytes | None:
    """Encode a value; None when it has no form on the wire."""
    try:
        return wire.encode(value)
    except wire.WireError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    wire_or_none(torch.zeros(1))
    before = peak_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (_mapped() + GROWTH, resource.RLIM_INFINITY))
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    run(options.minutes * 60, options.seed, counts)
    spent = (time.monotonic() - begun) / 60
    print(
        f"{sum(counts.values()):,} frames in {spent:.1f} minutes: {dict(counts)}; no crash, no hang, "
        f"peak memory {(peak_bytes() - before) / 2**20:.0f} MiB above the start"
    )


def _mapped() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
