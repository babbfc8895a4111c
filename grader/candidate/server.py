"""The warm server: it has torch imported and forks a sandboxed candidate for every request.

It is started with a clean environment and never holds a solution, a check or a seed. Requests arrive as JSON lines on a
Unix socket whose other end an examiner holds; the candidate's channel and output pipe are passed along as descriptors.
"""

import gc
import json
import os
import socket
import sys
from typing import Any

from grader.protocol.fingerprint import candidate_digest

REQUEST_LIMIT = 65536
PACKAGES = ("protocol", "candidate", "training")  # what a candidate sees of the grader


def serve(control: socket.socket) -> None:
    """Answer requests until the examiner closes the socket; no process started here outlives it."""
    warm_up()
    from grader.candidate.main import main
    from grader.sandbox import Handle, Policy, SandboxError, fork_sandboxed, probe

    report = probe()
    answer(
        control,
        {"ready": True, "code": candidate_digest(), "isolation": str(report), "available": sorted(report.available)},
    )
    handles: dict[int, Handle] = {}

    def carry_out(request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        if request["do"] == "start":
            channel = socket.socket(fileno=descriptors[0])
            try:
                policy = Policy(**{**request["policy"], "disabled": frozenset(request["policy"].get("disabled", ()))})
                handle = _start(policy, main, channel, descriptors[1], fork_sandboxed)
                handles[handle.pid] = handle
                return {"pid": handle.pid, "applied": list(handle.applied)}
            except (SandboxError, OSError, ValueError) as error:
                return {"error": str(error)}
            finally:
                channel.close()
                os.close(descriptors[1])
        if request["do"] == "end":
            outcome = handles.pop(request["pid"]).kill()
            return {"kind": outcome.kind, "reason": outcome.reason, "cpu": outcome.cpu_seconds,
                    "peak": outcome.peak_bytes}  # fmt: skip
        while handles:  # sweep
            handles.popitem()[1].kill()
        return {"swept": request["number"]}

    while True:
        data, descriptors, *_ = socket.recv_fds(control, REQUEST_LIMIT, 4)
        if not data:
            break
        for line in data.splitlines():  # several, when an examination broke off before it had read its answer
            answer(control, carry_out(json.loads(line), descriptors))
    while handles:
        handles.popitem()[1].kill()


def _start(policy: Any, main: Any, channel: socket.socket, output: int, fork_sandboxed: Any) -> Any:
    if policy.isolation != "strict":
        return fork_sandboxed(policy, main, channel, stdout=output, stderr=output)
    from grader.sandbox.bubblewrap import spawn_strict

    grader = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packages = {f"grader.{name}": os.path.join(grader, name) for name in PACKAGES}
    packages["data"] = os.path.join(os.path.dirname(grader), "data")
    preload = ("torch", "grader.candidate.main", "grader.training.loop")
    return spawn_strict(
        policy, "grader.candidate.main", channel, packages=packages, preload=preload, stdout=output, stderr=output
    )


def warm_up() -> None:
    """Import and run once what a candidate will need, then freeze it, so that forks share the memory."""
    import torch

    torch.set_num_threads(1)
    import torch._dynamo  # the optimizers import it lazily, which would cost every child a second

    import grader.candidate.main
    import grader.training.loop  # noqa: F401
    from grader.candidate.warm import run_once

    run_once()
    gc.collect()
    gc.freeze()


def answer(control: socket.socket, message: dict[str, Any]) -> None:
    """Send one JSON line."""
    control.sendall(json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
