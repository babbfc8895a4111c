"""The candidate's main loop: load the submission that comes first, then answer operations until the channel closes.

`main(fd)` runs inside the sandbox, either in a fork of the warm server or in a new Python.
"""

import contextlib
import gc
import io
import os
import socket
import sys
from typing import Any

import msgspec
import torch

from grader.candidate.clock import keep_alarm
from grader.candidate.course_data import CourseData
from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.candidate.traps import Traps
from grader.protocol import frames, wire
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module


def main(fd: int) -> None:
    """Serve one submission on the socket `fd`.

    The first frame is a dict: `modules` (a tensor of the bytes of [[name, [[file, source, notebook], ...], helper],
    ...] as JSON), `forbidden` (all names that any exercise forbids), `cell_seconds`, `seconds`, `training_seconds`,
    `lost` (cells that are not to be run, by file, and why) and `announce`: whether to send a frame with the file of
    each cell before it runs. The answer is the list of errors met while loading. Every further frame is either a list
    of operations, where only the last answer is wanted, or a script: a tensor whose bytes are the frames of operations.
    The answer to a list is [place, value], where the place is that of the last operation, or of an earlier one that
    raised. The answer to a script is the list of all values.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # so that what was printed before a crash is seen too
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    channel = socket.socket(fileno=fd)
    torch.set_num_threads(1)
    order = frames.receive(channel)
    given = msgspec.json.decode(order["modules"].numpy().tobytes())
    modules = [Module(name, [Cell(*cell) for cell in cells], helper) for name, cells, helper in given]
    keep_alarm()
    traps = Traps()
    traps.prepare(order["forbidden"])
    with contextlib.suppress(OSError):
        os.chdir("/tmp")
    sys.argv = ["submission"]
    CourseData.install()
    announce = (lambda file: _answer(channel, [file])) if order["announce"] else None
    namespace = Namespace(modules, cell_seconds=order["cell_seconds"], lost=order["lost"], announce=announce)
    executor = Executor(namespace, traps=traps, private=True)
    _answer(channel, list(namespace.errors))
    limits = {True: order["training_seconds"], False: order["seconds"]}
    while True:
        try:
            operations = frames.receive(channel)
        except frames.Closed:
            break
        if isinstance(operations, torch.Tensor):
            frames.send(channel, play(executor, operations, order["seconds"]))
            continue
        answer: list[Any] = [0, None]
        for place, operation in enumerate(operations):
            answer = [place, executor.run(operation, limits[isinstance(operation, op.Train)])]
            if isinstance(answer[1], op.Raised):
                break
        _answer(channel, answer)
    gc.disable()
    os._exit(0)


def play(executor: Executor, script: torch.Tensor, seconds: float) -> bytes:
    """Carry out the operations of a script; return the frame of their answers."""
    answers = wire.Writer()
    known: dict[bytes, Any] = {}  # the same few operations without tensors recur in every example
    for structure, payload in wire.split(script.numpy().tobytes()):
        operation = known.get(structure)
        if operation is None:
            operation = wire.decode(structure, payload)
            if not payload:
                known[structure] = operation
        answer = executor.run(operation, seconds)
        try:
            answers.add(answer)
        except wire.WireError:
            break  # the examiner then asks one by one, and the message says what was wrong
    try:
        return answers.frame()
    except wire.WireError:
        return wire.encode([])


def _answer(channel: socket.socket, value: list[Any]) -> None:
    try:
        frame = wire.encode(value)
    except wire.WireError as error:
        frame = wire.encode([value[0], op.Raised("error", "ValueError", f"the result cannot be read: {error}")])
    frames.send(channel, frame)
