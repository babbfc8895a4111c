"""A small course on disk, and the program running in a terminal of its own."""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")
ROOT = Path(__file__).parents[2]
START = 60  # seconds until the warm process is there, on a busy machine
SOLVED = (ROOT / "solutions" / "lesson5" / "wavenet.py").read_text("utf-8")
PAINT = re.compile(r"\x1b\[H(?:\x1b\[2J)?")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def make_course(folder: Path) -> Path:
    """A course with two exercises of lesson 5, solved."""
    lesson = folder / "exercises" / "lesson5"
    lesson.mkdir(parents=True)
    for name in ("test_embedding.py", "test_smooth.py"):
        shutil.copy(ROOT / "exercises" / "lesson5" / name, lesson)
    (lesson / "wavenet.py").write_text(SOLVED, "utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


class Terminal:
    """The program in a pseudo-terminal; `screen` is what it painted last, without colours."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.module = folder / "exercises" / "lesson5" / "wavenet.py"
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "TERM": "xterm", "COLUMNS": "100", "LINES": "20"}
        self.child = pexpect.spawn(
            sys.executable, ["-m", "grader", "watch", "lesson5", *options], cwd=str(folder), env=environment,
            encoding="utf-8", dimensions=(30, 110),
        )  # fmt: skip
        self.text = ""

    @property
    def screen(self) -> str:
        return ESCAPE.sub("", PAINT.split(self.text)[-1])

    def wait(self, condition: Callable[[str], bool], seconds: float = 15) -> str:
        """Wait until the screen shows what is expected and return it."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            try:
                self.text += self.child.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                if condition(self.screen):
                    return self.screen
            except pexpect.EOF:
                break
        pytest.fail(f"waited {seconds} s in vain; the screen shows:\n{self.screen}")

    def shows(self, *texts: str, seconds: float = 15) -> str:
        return self.wait(lambda screen: all(text in screen for text in texts), seconds)

    def save(self, source: str) -> None:
        self.module.write_text(source, "utf-8")

    def quits(self) -> int:
        """Read to the end and return the exit status."""
        self.child.expect(pexpect.EOF, timeout=10)
        self.child.close()
        return self.child.exitstatus


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    running = Terminal(make_course(tmp_path_factory.mktemp("course")))
    running.shows("13 of 13 points", "All checks pass", seconds=START)
    yield running
    running.child.close(force=True)


@pytest.fixture
def solved(terminal: Terminal) -> Terminal:
    """The terminal with everything solved and shown."""
    terminal.save(SOLVED + f"\n# {time.monotonic()}\n")
    terminal.shows("All checks pass")
    return terminal
