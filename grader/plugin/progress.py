"""A live progress bar, with the time left, while a model trains, written to the terminal past pytest's capture."""

import sys
import time

import pytest

from grader.training.time_left import TimeLeft, time_left_text


class TrainingProgress:
    """A callback `(step, steps, loss)` that draws a bar if the output is a terminal."""

    def __init__(self, config: pytest.Config) -> None:
        self.capture = config.pluginmanager.getplugin("capturemanager")
        self.shown = 0.0
        self.time_left = TimeLeft()

    def __call__(self, step: int, steps: int, loss: float) -> None:
        """Draw at most ten times a second."""
        done = step >= steps
        if not done and time.monotonic() - self.shown < 0.1:
            return
        self.shown = time.monotonic()
        left = time_left_text(self.time_left.after(step, steps))
        if self.capture is None:
            return
        with self.capture.global_and_fixture_disabled():
            if not sys.stderr.isatty():
                return
            width = 30
            full = int(width * step / max(steps, 1))
            bar = "━" * full + "╌" * (width - full)
            text = f"\r  training {bar} {step}/{steps}  loss {loss:.3f}  {left:<12}"
            sys.stderr.write("\r" + " " * len(text) + "\r" if done else text)
            sys.stderr.flush()
