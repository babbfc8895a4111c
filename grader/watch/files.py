"""Notice when files of a lesson change, however an editor saves them."""

import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from grader.course.files import is_check, is_source

STEP = 15  # milliseconds of quiet before a save counts; editors write, rename and touch in several steps
SETTLE = 40  # milliseconds after which it counts in any case


class Watcher:
    """Calls `post` with True when a check file has changed, with False when only the submission has."""

    def __init__(self, folder: Path, post: Callable[[bool], None]) -> None:
        self.folder, self.post = folder, post
        self.ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        for changes in watch(
            self.folder,
            watch_filter=None,
            debounce=SETTLE,
            step=STEP,
            stop_event=self.ended,
            rust_timeout=500,
            raise_interrupt=False,
            recursive=False,
        ):
            paths = [Path(path) for _, path in changes]
            checks = [path for path in paths if is_check(path)]
            if checks or any(is_source(path) for path in paths):
                self.post(bool(checks))

    def close(self) -> None:
        """Stop watching."""
        self.ended.set()
