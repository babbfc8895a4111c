"""`grader mutate`: do the checks notice small changes to the references?"""

from pathlib import Path
from typing import Annotated

import typer


def mutate(
    lesson: Annotated[list[str] | None, typer.Option(help="Lesson such as lesson5; may be repeated.")] = None,
    reasons: Annotated[Path | None, typer.Option(help="Changes that make no difference; tests/mutants.toml.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Changes to check at a time.")] = 2,
) -> None:
    """Change the references in small ways; every change must be noticed by a check or explained."""
    try:
        import cosmic_ray  # noqa: F401
    except ImportError as error:
        typer.echo("error: grader mutate needs cosmic-ray: pip install -e '.[mutation]'", err=True)
        raise typer.Exit(2) from error
    from grader.audit.mutants import subjects
    from grader.audit.progress import bar
    from grader.audit.run import run_audit
    from grader.audit.survivors import judge_mutants, read_reasons
    from grader.course.lesson import chosen_lessons
    from grader.course.root import find_root
    from grader.processes.python import require_libraries

    root = find_root()
    chosen = [found for found in chosen_lessons(root, lesson or []) if any(found.exercises.glob("test_*.py"))]
    changes = [subject for found in chosen for subject in subjects(found)]
    names = [found.name for found in chosen]
    require_libraries()
    with bar() as progress:
        results = run_audit(root, names, changes, jobs=jobs, progress=progress)
    found = judge_mutants(results, read_reasons(reasons or root / "tests" / "mutants.toml"), names)
    typer.echo(f"{found.total} changes: {found.killed} noticed, {len(found.explained)} explained")
    for change in found.unexplained:
        typer.echo(f"not noticed: {change}")
    for change in found.stale:
        typer.echo(f"explained, but noticed or gone (delete it from the list): {change}")
    for change in found.undecided:
        typer.echo(f"undecided, for lack of processor time (run this again when the machine is less busy): {change}")
    raise typer.Exit(0 if found.holds else 1)
