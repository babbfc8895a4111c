"""`grader grade`: examine a folder of submissions in sandboxed processes and write scores, verdicts and feedback."""

from pathlib import Path
from typing import Annotated

import typer

from grader.intake.platforms import Platform


def grade(
    submissions: Annotated[Path, typer.Argument(help="Folder with a folder, archive or notebook per student.")],
    lesson: Annotated[str, typer.Option(help="Lesson such as lesson5.")],
    out: Annotated[Path, typer.Option(help="Where verdicts, feedback and grades go; a second run continues there.")],
    jobs: Annotated[int, typer.Option(min=0, help="Submissions to examine at a time; 0 for one per core.")] = 0,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Replay a run's seed; if not given, one is drawn and recorded.")
    ] = None,
    platform: Annotated[
        Platform | None, typer.Option("--from", help="Read names as this learning platform's archive has them.")
    ] = None,
    isolation: Annotated[str, typer.Option(help="auto, strict (bubblewrap) or none (trusted work).")] = "auto",
    training: Annotated[bool, typer.Option(help="Include the checks that train a model.")] = True,
    limits: Annotated[Path | None, typer.Option(help="A TOML file with limits; see docs/instructors.md.")] = None,
    limit: Annotated[list[str] | None, typer.Option(help="One limit, as in call_seconds=3; may be repeated.")] = None,
) -> None:
    """Grade the submissions of a lesson, each in a separate process that can do no harm."""
    from grader.console import make_console
    from grader.errors import GraderError
    from grader.examiner.isolation import has_fork
    from grader.grading.finish import Interrupted, run_and_report
    from grader.grading.options import read_limits
    from grader.grading.run import RunSettings
    from grader.grading.store import StoreError
    from grader.processes.processors import available_processors

    console = make_console(soft_wrap=False)
    try:
        if isolation not in ("auto", "strict", "none"):
            raise GraderError(f"--isolation {isolation}: choose auto, strict or none")
        settings = RunSettings(
            lesson=lesson, jobs=jobs or available_processors(), seed=seed, isolation=isolation, training=training,
            limits=read_limits(limits, limit or []), spawn=not has_fork(),
        )  # fmt: skip
        run_and_report(submissions, out, settings, console, platform)
    except Interrupted as stopped:
        typer.echo(f"stopped: {stopped}", err=True)
        raise typer.Exit(130) from None
    except StoreError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
