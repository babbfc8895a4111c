"""What attacks aim at: files, listeners, a victim, secrets; and what of it they reached."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus import ROOT

HAND_IN = "what another student handed in"


class Surroundings:
    """A folder, a TCP and UDP port, a Unix socket and an idle process that belong to nobody's submission."""

    def __init__(self, uid: int | None = None) -> None:
        self.token = secrets.token_hex(8)
        self.folder = Path(tempfile.mkdtemp(prefix="outside-"))
        self.folder.chmod(0o777)
        self.listeners: list[socket.socket] = []
        self._fresh()
        self._listen()
        self.canary = "CANARY" + self.token
        self.uid = uid
        self._start_victim()

    def _fresh(self) -> None:
        for name, text in (("victim.txt", "precious"), ("secret.txt", f"{HAND_IN} {self.token}")):
            path = self.folder / name
            path.unlink(missing_ok=True)
            path.write_text(text)
            path.chmod(0o666)

    def _listen(self) -> None:
        tcp = socket.socket()
        tcp.bind(("127.0.0.1", 0))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(tcp.getsockname())
        unix = socket.socket(socket.AF_UNIX)
        unix.bind(str(self.folder / "service"))
        (self.folder / "service").chmod(0o777)
        for listener in (tcp, unix):
            listener.listen()
        self.listeners = [tcp, udp, unix]
        for listener in self.listeners:
            listener.setblocking(False)

    def _start_victim(self) -> None:
        command = ["/bin/sleep", "3600"]
        user = {"user": self.uid} if self.uid is not None else {}
        self.victim = subprocess.Popen(command, env={"CANARY": self.canary}, cwd="/", **user)

    def targets(self, examiner: int) -> dict[str, str]:
        """Return what the places in an attack's text stand for."""
        return {
            "OUTSIDE": str(self.folder),
            "PORT": str(self.listeners[0].getsockname()[1]),
            "UNIX": str(self.folder / "service"),
            "VICTIM": str(self.victim.pid),
            "EXAMINER": str(examiner),
            "REPO": str(ROOT),
            "NAMES": " ".join((ROOT / "data/names.txt").read_text("utf-8").split()),
            "TOKEN": self.token,
            "CHAINS": (", F" + ".a" * 480) * 180 + ", ",
            "USES": ", F.a" * 40_000 + ", ",
        }

    def effects(self) -> list[str]:
        """Return what has happened since the last look, and put everything back."""
        found = [f"a connection to {name}" for name, door in self._doors() if self._heard(door)]
        for place in (
            self.folder,
            Path("/dev/shm"),
            Path("/tmp"),
            Path("/var/tmp"),
            ROOT / "tests/attacks",
            Path.home(),
        ):
            for path in place.glob(f"*{self.token}*"):
                found.append(f"a file in {path.parent}")
                path.unlink()
        victim, secret = self.folder / "victim.txt", self.folder / "secret.txt"
        if not victim.exists() or victim.read_text() != "precious" or victim.stat().st_mode & 0o777 != 0o666:
            found.append("the victim's file is changed")
        if not secret.exists():
            found.append("the secret is gone")
        for path in self.folder.iterdir():
            if path.name not in ("victim.txt", "secret.txt", "service"):
                path.unlink()
        self._fresh()
        state = self._victim_state()
        if state != "S":
            found.append(f"the victim is {'dead' if state == 'Z' else 'stopped'}")
            self.victim.kill()
            self.victim.wait()
            self._start_victim()
        return found

    def _victim_state(self) -> str:
        for _ in range(40):
            try:
                text = Path(f"/proc/{self.victim.pid}/stat").read_text()
            except OSError:
                return "Z"  # somebody has reaped it
            state = text.rsplit(")", 1)[1].split()[0]
            if state in "STtZ":
                break
            time.sleep(0.05)  # it is still starting
        return "S" if state in "RD" else state

    def _doors(self) -> list[tuple[str, socket.socket]]:
        return list(zip(("tcp", "udp", "unix"), self.listeners, strict=True))

    @staticmethod
    def _heard(door: socket.socket) -> bool:
        try:
            if door.type == socket.SOCK_DGRAM:
                door.recv(100)
            else:
                door.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.victim.kill()
        self.victim.wait()
        for listener in self.listeners:
            listener.close()
        shutil.rmtree(self.folder)


def children(pid: int) -> list[int]:
    """Return all living descendants of a process."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if fields[0] != "Z":
                    parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        todo += (below := parents.get(todo.pop(), []))
        found += below
    return found


def end_all(pids: list[int]) -> None:
    """Kill processes by number; those that have ended are no error."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
