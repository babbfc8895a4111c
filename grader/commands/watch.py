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

    from rich.console import Console

    from grader.course.root import find_root
    from grader.watch.app import App, CannotStart
    from grader.watch.runner import make_settings

    try:
        root = find_root()
        if not any((root / "exercises" / lesson).glob("test_*.py")):
            known = ", ".join(sorted(path.name for path in root.glob("exercises/lesson*/")))
            raise FileNotFoundError(f"there is no {lesson} in {root / 'exercises'}; there are: {known}")
    except FileNotFoundError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error
    os.chdir(root)
    with contextlib.suppress(KeyboardInterrupt):
        try:
            App(make_settings(root, lesson, spawn, device, seconds), Console()).run()
        except CannotStart as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(2) from error
