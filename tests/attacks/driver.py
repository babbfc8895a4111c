"""One examiner's worker that stays: hand it submissions, get verdicts, look what is alive."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from grader.course.files import digest
from grader.examiner.limits import Limits
from grader.examiner.worker_protocol import ExaminerSettings, Job

from corpus import ROOT, modules
from surroundings import children, end_all

# Short ones: a stalled call costs 1.2 * call_seconds and the examiner's grace of 1.5 s.
LIMITS = Limits(
    call_seconds=1,
    cell_seconds=1.5,
    load_seconds=5,
    total_seconds=15,
    restarts=4,
    memory_bytes=1 << 30,
    training_seconds=300,
    examiner_seconds=20,
)
LONGEST = 90.0  # seconds for one hostile submission, on a busy machine: three times what the limits add up to


FULL = bool(os.environ.get("ATTACKS"))  # ATTACKS=full: both modes, as root and as an ordinary user
ORDINARY = 12345  # a user that owns nothing
MODES = ["auto", "strict"] if FULL else ["auto"]
USERS = ["root", "ordinary"] if FULL and os.geteuid() == 0 else ["self"]
WORKER = [sys.executable, "-m", "grader.examiner.worker"]


class Examiner:
    """A worker in a process of its own, for lesson 5 unless another is named."""

    def __init__(
        self,
        isolation: str = "auto",
        uid: int | None = None,
        disabled: tuple[str, ...] = (),
        canary: str = "",
        training: bool = False,
        limits: Limits = LIMITS,
        lesson: str = "lesson5",
    ) -> None:
        settings = ExaminerSettings(
            lesson,
            str(ROOT / "exercises" / lesson),
            7,
            isolation=isolation,
            training=training,
            limits=limits,
            disabled=disabled,
        )
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "CANARY": canary, "HOME": "/nonexistent"}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.settings, self.command, self.environment = settings, [*as_user(uid), *WORKER], environment
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=self.environment, cwd=ROOT,
        )  # fmt: skip
        self.pid = self.process.pid
        self._put(self.settings)
        self.hello = self._get(180)

    def grade(self, files: dict[str, str], seconds: float = LONGEST) -> dict[str, Any]:
        """Return the verdict on a submission as plain data; raises TimeoutError or EOFError when there is none."""
        handed_in = modules(files)
        self._put(Job("student", digest(handed_in), handed_in))
        try:
            return self._get(seconds)
        except TimeoutError:
            self.close()
            self._start()  # or the next one would be given this one's verdict
            raise

    def left_over(self, patience: float = 3.0) -> list[int]:
        """Return processes below the worker besides its warm server; an ending one gets a moment."""
        end = time.monotonic() + patience
        while len(alive := children(self.pid)) > 1 and time.monotonic() < end:
            time.sleep(0.1)
        return alive[1:]

    def _put(self, message: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(msgspec.json.encode(message) + b"\n")
        self.process.stdin.flush()

    def _get(self, seconds: float) -> Any:
        assert self.process.stdout is not None
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            raise TimeoutError(f"no verdict within {seconds:g} s")
        line = self.process.stdout.readline()
        if not line:
            raise EOFError(f"the worker ended with {self.process.wait()}")
        return msgspec.json.decode(line)

    def close(self) -> list[int]:
        """End it; returns processes that outlived it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        below = children(self.pid)
        self.process.stdin.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        outlived = [pid for pid in below if os.path.exists(f"/proc/{pid}") and pid in _alive(below)]
        end_all(outlived)
        return outlived

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def as_user(uid: int | None) -> list[str]:
    """Return what to put before a command so that it runs as that user, who may reach this Python but no home."""
    if uid is None:
        return []
    drop = ["setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups", "--inh-caps=-all", "--"]
    prefix, home = os.path.realpath(sys.base_prefix), str(Path.home())
    if not prefix.startswith(home + "/"):
        return drop
    # A Python inside of a home that is closed to others: show this folder of it and nothing else.
    script = (
        'mount -t tmpfs -o mode=755 none /mnt && mkdir /mnt/p && mount --bind "$1" /mnt/p && '
        'mount -t tmpfs -o mode=755 none "$2" && mkdir -p "$1" && mount --move /mnt/p "$1" && umount /mnt && '
        'shift 2 && exec "$@"'
    )
    return ["unshare", "--mount", "sh", "-c", script, "sh", prefix, home, *drop]


def _alive(pids: list[int]) -> list[int]:
    found = []
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] != "Z":
                    found.append(pid)
        except OSError:
            continue
    return found


def earned(verdict: dict[str, Any]) -> dict[str, float]:
    """Return check -> points of the checks that passed."""
    return {o["check"]: o["points"] for o in verdict["checks"] if o["status"] == "passed"}
