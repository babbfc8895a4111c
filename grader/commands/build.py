"""`grader build`: make stubs and notebooks from the reference modules, or compare them with the existing files."""

from typing import Annotated

import typer

from grader.course.root import find_root


def build(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons such as lesson5; all if none is named.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; show what differs and exit with 1.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put stubs in place of changed modules too; these are kept beside them.")
    ] = False,
    training: Annotated[bool, typer.Option(help="Give points in notebooks for checks that train a model.")] = True,
) -> None:
    """Make the students' stubs and the nbgrader source notebooks from solutions/."""
    try:
        import jupytext  # noqa: F401
        import nbgrader  # noqa: F401
    except ImportError as error:
        typer.echo(f"error: grader build needs {error.name}: pip install -e '.[instructor]'", err=True)
        raise typer.Exit(2) from error
    from grader.build.outputs import build_lessons
    from grader.course.lesson import chosen_lessons

    chosen = chosen_lessons(find_root(), lessons or [])
    report = build_lessons(chosen, write=not check, training=training, replace=replace)
    for line in report.done:
        typer.echo(line)
    for problem in report.problems:
        typer.echo(problem, err=not check)
    if report.problems:
        command = f"grader build{' --replace' if report.own_work else ''}"
        advice = f"; to rewrite what differs, run: {command}" if check else ""
        typer.echo(f"problems: {len(report.problems)}{advice}", err=True)
        raise typer.Exit(1)
    if not report.done:
        typer.echo(f"{', '.join(lesson.name for lesson in chosen)}: up to date")
