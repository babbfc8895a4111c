"""`grader watch`: check a lesson on every save."""

import contextlib
from typing import Annotated

import typer


def watch(
    lesson: Annotated[str, typer.Argument(help="Lesson such as lesson5.")],
    device: Annotated[str, typer.Option(help="Where to train models for thresholds: auto, cpu, cuda or mps.")] = "auto",
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit for one call of your code.")] = 5,
    spawn: Annotated[bool, typer.Option("--spawn", help="Start a process per save instead of forking.")] = False,
) -> None:
    """Check the exercise that you have just saved right away, then the others; training comes last."""
    import os

    from grader.console import make_console
    from grader.course.lesson import lesson_with_checks
    from grader.course.root import find_root
    from grader.watch.app import App
    from grader.watch.runner import make_settings

    root = find_root()
    name = lesson_with_checks(root, lesson)
    os.chdir(root)
    with contextlib.suppress(KeyboardInterrupt):
        App(make_settings(root, name, spawn, device, seconds), make_console()).run()
