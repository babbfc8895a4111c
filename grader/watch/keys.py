"""Read single keys from a terminal without waiting for Enter.

A key is its character, or one of the names "up", "down", "pageup", "pagedown", "home" and "end".
"""

import contextlib
import os
import re
import select
import sys
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def keys(post: Callable[[str], None]) -> Iterator[None]:
    """Call `post` with every key while the block runs; afterwards restore the terminal."""
    ended = threading.Event()
    with _raw():
        reader = threading.Thread(target=_read, args=(post, ended), daemon=True)
        reader.start()
        try:
            yield
        finally:
            ended.set()
            reader.join(1)


def _read(post: Callable[[str], None], ended: threading.Event) -> None:
    while not ended.is_set():
        pressed = _next_keys()
        if pressed is None:
            post("q")  # the terminal is gone
            return
        for key in pressed:
            post(key)


# What terminals send for keys without a character, and what Windows does after a first \xe0 or \0.
SEQUENCES = {"[A": "up", "[B": "down", "OA": "up", "OB": "down", "[5~": "pageup", "[6~": "pagedown", "[H": "home",
             "[F": "end", "OH": "home", "OF": "end", "[1~": "home", "[4~": "end"}  # fmt: skip
CODES = {"H": "up", "P": "down", "I": "pageup", "Q": "pagedown", "G": "home", "O": "end"}
KEY = re.compile(r"\x1b(?P<sequence>[\[O][0-9;]*[A-Za-z~])|\x1b.?|(?P<character>.)", re.DOTALL)


def split_keys(pressed: str) -> list[str]:
    """Return the keys in what a terminal has sent; those that have no name here are left out."""
    found = [
        SEQUENCES.get(key["sequence"], "") if key["sequence"] else key["character"] for key in KEY.finditer(pressed)
    ]
    return [key for key in found if key]


if sys.platform == "win32":
    import msvcrt
    import time

    _raw = contextlib.nullcontext

    def _next_keys() -> list[str] | None:
        if not msvcrt.kbhit():
            time.sleep(0.05)
            return []
        key = msvcrt.getwch()
        if key in "\0\xe0":
            return [CODES[code]] if (code := msvcrt.getwch()) in CODES else []
        return [key]

else:
    import termios
    import tty

    @contextlib.contextmanager
    def _raw() -> Iterator[None]:
        """Deliver keys at once and do not echo them; Ctrl-C still interrupts."""
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        tty.setcbreak(terminal)
        try:
            yield
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    def _next_keys() -> list[str] | None:
        if not select.select([sys.stdin], [], [], 0.2)[0]:
            return []
        try:
            pressed = os.read(sys.stdin.fileno(), 64).decode("utf-8", "replace")
        except OSError:
            return None
        if not pressed:
            return None
        return split_keys(pressed)
