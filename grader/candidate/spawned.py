"""A candidate as a plain new process, for systems where a warm process cannot be forked: macOS and Windows.

It reads a port and a token from standard input and calls back. Resource limits apply where the system has them; there
is no other isolation, and verdicts say so.
"""

import contextlib
import json
import os
import socket
import sys

from grader.protocol.fingerprint import candidate_digest


def start() -> None:
    """Call the examiner back, apply the limits to this process and serve."""
    order = json.loads(sys.stdin.readline())
    channel = socket.create_connection(("127.0.0.1", order["port"]))
    channel.sendall((order["token"] + candidate_digest()).encode())
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    from grader.candidate.main import main
    from grader.sandbox import limits
    from grader.sandbox.policy import Policy

    with contextlib.suppress(ImportError, OSError, ValueError):  # where the system has them
        limits.apply(limits.values(Policy(**order["policy"]), limits.mapped_bytes(), 100_000))
    main(channel.detach())


if __name__ == "__main__":
    start()
