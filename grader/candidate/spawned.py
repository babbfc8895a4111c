"""A candidate as a plain new process, for systems where a warm one cannot be forked: macOS and Windows.

It reads a port and a token from its standard input and calls back. There are resource limits where the system has
them and no other isolation; verdicts say so.
"""

import contextlib
import json
import os
import socket
import sys

from grader.protocol.fingerprint import candidate_digest


def start() -> None:
    """Call the examiner back, limit this process and serve."""
    order = json.loads(sys.stdin.readline())
    channel = socket.create_connection(("127.0.0.1", order["port"]))
    channel.sendall((order["token"] + candidate_digest()).encode())
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    from grader.candidate.main import main
    from grader.sandbox import limits
    from grader.sandbox.policy import Policy

    with contextlib.suppress(ImportError, OSError, ValueError):  # as far as the system has them
        limits.apply(limits.values(Policy(**order["policy"]), limits.mapped_bytes(), 100_000))
    main(channel.detach())


if __name__ == "__main__":
    start()
