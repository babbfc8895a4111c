"""The program: files, keys and the warm process report to one queue, and every report updates the screen."""

import contextlib
import queue
import signal
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from grader.errors import GraderError
from grader.intake.expected import expected
from grader.intake.local import read_submission
from grader.protocol.source import Module
from grader.watch.board import Board
from grader.watch.files import Watcher
from grader.watch.keys import keys
from grader.watch.messages import Broken, Collected, Event, Run, WatchSettings
from grader.watch.runner import Runner
from grader.watch.screen import Lines, TerminalView, View
from grader.watch.touched import Prints, fingerprints, touched

TICK = 0.5  # seconds between updates of the clock while something runs
SCROLL = {"up": {"lines": -1}, "k": {"lines": -1}, "down": {"lines": 1}, "j": {"lines": 1}, "pageup": {"pages": -1},
          "b": {"pages": -1}, "pagedown": {"pages": 1}, "home": {"lines": -10**6}, "end": {"lines": 10**6}}  # fmt: skip


class Save:
    """Files have changed; `checks` says whether check files are among them."""

    def __init__(self, checks: bool) -> None:
        self.checks = checks


class Redraw:
    """The terminal's size has changed."""


class CannotStart(GraderError):
    """The process that runs the checks ends before it has collected them, and no save can help; the text says why."""


class App:
    """Watches a lesson until the student quits."""

    def __init__(self, settings: WatchSettings, console: Console) -> None:
        self.settings, self.console = settings, console
        self.folder = Path(settings.root) / "exercises" / settings.lesson
        self.expected = expected(Path(settings.root), settings.lesson)
        self.board = Board(self.folder)
        self.place, self.show_all = 0, False
        self.seen: dict[str, Prints] = {}  # fingerprints of the source that was checked last
        self.modules: list[Module] = []
        self.reports: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.has_keys = sys.stdin.isatty()
        painting = console.is_terminal and not console.is_dumb_terminal
        self.view: View = TerminalView(console, self.has_keys) if painting else Lines(console)

    def run(self) -> None:
        """Run until the student presses q or interrupts; raises CannotStart."""
        watcher = Watcher(self.folder, lambda checks: self.reports.put(Save(checks)))
        runner = self.runner = Runner(self.settings, self.reports.put)
        if hasattr(signal, "SIGWINCH"):
            signal.signal(signal.SIGWINCH, lambda *_: self.reports.put(Redraw()))
        try:
            with keys(self.reports.put) if self.has_keys else contextlib.nullcontext():
                self._loop()
        finally:
            watcher.close()
            runner.close()

    def _loop(self) -> None:
        self._draw(fresh=True)
        while True:
            try:
                report = self.reports.get(timeout=TICK)
            except queue.Empty:
                if self.board.running:
                    self._draw()
                continue
            if report == "q":
                return
            self._handle(report)
            if self.reports.empty():
                self._draw(fresh=isinstance(report, Redraw))

    def _handle(self, report: Any) -> None:
        if isinstance(report, Save):
            self._save(report)
        elif isinstance(report, str):
            self._key(report)
        elif not isinstance(report, Redraw):
            self._event(report)

    def _save(self, save: Save) -> None:
        if save.checks:
            self.board.stop("the checks have changed; collecting them again")
            self.runner.restart()
        elif self.board.checks:
            self.check()

    def _key(self, key: str) -> None:
        if key in SCROLL:
            self.view.scroll(**SCROLL[key])
        elif key in ("\r", "\n") or (key == " " and not self.view.scroll(pages=1)):
            self.place += 1
        elif key == "a":
            self.show_all, self.place = not self.show_all, 0
        elif key == "r" and self.board.checks:
            self.seen = {}
            self.check(everything=True)

    def _event(self, event: Event) -> None:
        if isinstance(event, Collected):
            first_time = [check.check for check in self.board.checks] != [check.check for check in event.checks]
            self.board.checks = event.checks
            if self.settings.fork or first_time:
                self.seen = {}
                self.check(everything=True)
        elif isinstance(event, Broken) and event.ended:
            raise CannotStart(event.text)
        elif isinstance(event, Broken):
            self.board.stop(f"the checks cannot be collected:\n{event.text}")
        else:
            self.board.take(event)

    def check(self, everything: bool = False) -> None:
        """Check the source as it is now, beginning with the exercises that have changed since the last check."""
        try:
            modules = read_submission(self.folder, self.expected)
            prints = fingerprints(modules)
        except SyntaxError as error:
            text = f"\n    {error.text.strip()}" if error.text else ""
            self._hold(f"{error.filename}:{error.lineno}: {type(error).__name__}: {error.msg}{text}")
            return
        except (GraderError, OSError, ValueError, RecursionError) as error:
            self._hold(f"{error}\nwaiting for the next save")
            return
        if modules == self.modules and self.board.running and not everything:
            return  # the editor has touched the file twice
        first, users = touched(self.seen, prints, self.board.exercises)
        if everything:
            self.board.results = {}
        self.seen, self.modules, self.place = prints, modules, 0
        trained = self.board.begin(first, users)
        self.runner.run(Run(self.board.run, modules, [*first, *users], trained))

    def _hold(self, banner: str) -> None:
        self.runner.stop()
        self.modules = []
        self.board.stop(banner)

    def _draw(self, fresh: bool = False) -> None:
        self.view.draw(self.board, self.place, self.show_all, fresh)
