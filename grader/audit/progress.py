"""A progress bar on stderr, for terminals only. It has no thread of its own, so that forking stays safe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from grader.console import make_console


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a function `progress(done, total)`."""
    columns = (TextColumn("programs"), MofNCompleteColumn(), TimeElapsedColumn())
    console = make_console(stderr=True)
    with Progress(
        *columns, console=console, auto_refresh=False, transient=True, disable=not console.is_terminal
    ) as shown:
        task = shown.add_task("", total=None)

        def progress(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total, refresh=True)

        yield progress
