"""How long a training will still take."""

import time
from collections import deque

WINDOW = 15.0  # seconds: a machine that becomes busy, or free, shows this soon


class TimeLeft:
    """Estimates the rest of a training from the pace of its last steps."""

    def __init__(self) -> None:
        self.seen: deque[tuple[float, int]] = deque()

    def after(self, step: int, steps: int, now: float | None = None) -> float | None:
        """Return the seconds that are left after a step, None as long as nothing is known.

        `now` is a `time.monotonic` value. A step that is not later than the last one begins another training.
        """
        now = time.monotonic() if now is None else now
        if self.seen and step <= self.seen[-1][1]:
            self.seen.clear()
        self.seen.append((now, step))
        while len(self.seen) > 2 and now - self.seen[1][0] > WINDOW:
            self.seen.popleft()
        begun, first = self.seen[0]
        return (now - begun) / (step - first) * (steps - step) if step > first else None


def time_left_text(seconds: float | None) -> str:
    """Return the time as in "1:05 left"; empty if it is not known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} left"
