"""Read single keys from a terminal without waiting for Enter."""

import contextlib
import os
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
        key = _next_key()
        if key is None:
            post("q")  # the terminal is gone
            return
        if key:
            post(key)


if sys.platform == "win32":
    import msvcrt
    import time

    _raw = contextlib.nullcontext

    def _next_key() -> str | None:
        if not msvcrt.kbhit():
            time.sleep(0.05)
            return ""
        return msvcrt.getwch()

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

    def _next_key() -> str | None:
        if not select.select([sys.stdin], [], [], 0.2)[0]:
            return ""
        try:
            pressed = os.read(sys.stdin.fileno(), 64).decode("utf-8", "replace")
        except OSError:
            return None
        if not pressed:
            return None
        return "" if pressed.startswith("\x1b") else pressed[0]  # arrows and the like
