"""The command line `grader`: one command for each module in grader/commands."""

import functools
import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import typer

from grader import commands
from grader.errors import GraderError


def make_app() -> typer.Typer:
    """Return the application with every command that grader/commands holds."""
    app = typer.Typer(
        name="grader",
        help="Rebuild torch.nn by hand: build lessons, grade submissions, audit the checks.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # so that the command's name would be needed even if there were only one
    for module in pkgutil.iter_modules(commands.__path__):
        if not module.name.startswith("_"):
            loaded = importlib.import_module(f"{commands.__name__}.{module.name}")
            app.command(module.name)(_told(getattr(loaded, module.name)))
    return app


def _told(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the command with every GraderError told in a sentence, and the exit code 2."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except GraderError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(2) from None

    return run


def main() -> None:
    """Run the command that the arguments name."""
    make_app()()
