"""The command line `grader`: one command for each module in grader/commands."""

import importlib
import pkgutil

import typer

from grader import commands


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
            app.command(module.name)(getattr(loaded, module.name))
    return app


def main() -> None:
    """Run the command that the arguments name."""
    make_app()()
