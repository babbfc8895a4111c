"""A candidate's channel carries bytes, and nothing that the bytes of a frame do not count."""

from __future__ import annotations

import array
import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

SECCOMP = {"no_new_privs", "seccomp"}
SO_ATTACH_FILTER, SO_PEERPIDFD = 26, 77
LAYERS = pytest.mark.parametrize("only", [pytest.param(SECCOMP, id="seccomp"), pytest.param(None, id="all")])


def pair(use: Callable[[socket.socket, socket.socket], object]) -> Callable[[], object]:
    """An action on two connected sockets, such as the channel and a copy of it."""

    def act() -> object:
        one, other = socket.socketpair()
        with one, other:
            return use(one, other)

    return act


def passes_a_descriptor(one: socket.socket, other: socket.socket) -> str:
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))]
    one.sendmsg([b"x"], rights)
    return "done" if other.recvmsg(1, socket.CMSG_LEN(4))[1] else "nothing came"


def sends_out_of_band(one: socket.socket, _: socket.socket) -> str:
    one.send(b"xy", socket.MSG_OOB)
    return "done"


def attaches_a_filter(one: socket.socket, _: socket.socket) -> str:
    code = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    one.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", 1, ctypes.addressof(code)))
    return "done"


def opens_its_peer(one: socket.socket, _: socket.socket) -> str:
    one.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD)
    return "done"


def names_its_peer(one: socket.socket, _: socket.socket) -> str:
    one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return "done"


@LAYERS
@pytest.mark.parametrize(
    "use", [passes_a_descriptor, sends_out_of_band, attaches_a_filter, opens_its_peer, names_its_peer]
)
def test_a_socket_does_nothing_but_send_and_receive_bytes(attempt, only, use):
    without = attempt(pair(use), set()).said
    if "done" not in without:
        pytest.skip(f"this kernel has no such thing: {without}")
    said = attempt(pair(use), only).said
    assert said.startswith("PermissionError"), said


@LAYERS
@pytest.mark.parametrize("lock", ["flock", "lockf"])
def test_a_file_of_the_host_cannot_be_locked(attempt, only, lock):
    path = Path("/etc/passwd")

    def take() -> str:
        with path.open() as file:
            getattr(fcntl, lock)(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return "locked"

    assert "locked" in attempt(take, set()).said
    assert "locked" not in attempt(take, only).said


def test_what_a_candidate_needs_of_its_channel_works(attempt):
    def talk(one: socket.socket, other: socket.socket) -> str:
        again = socket.socket(fileno=os.dup(one.fileno()))
        assert (again.family, again.type, again.proto) == (socket.AF_UNIX, socket.SOCK_STREAM, 0)
        again.settimeout(5)
        again.sendall(b"bytes", socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
        assert other.recv(5, socket.MSG_PEEK) == b"bytes"
        with pytest.raises(BlockingIOError):
            one.recv(1, socket.MSG_DONTWAIT)
        return other.recv(5, socket.MSG_WAITALL).decode()

    assert attempt(pair(talk)).said == "'bytes'"
