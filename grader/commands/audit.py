"""`grader audit`: are the checks right about right and wrong programs?"""

from pathlib import Path
from typing import Annotated

import typer


def audit(
    files: Annotated[list[Path] | None, typer.Argument(help="Bank files; the whole bank if none is named.")] = None,
    lesson: Annotated[list[str] | None, typer.Option(help="Lesson such as lesson5; may be repeated.")] = None,
    bank: Annotated[Path | None, typer.Option(help="Folder of a bank; tests/bank by default.")] = None,
    seeds: Annotated[int, typer.Option(min=0, help="Draw the examples again with this many seeds.")] = 0,
    chaff_seeds: Annotated[int, typer.Option(min=0, help="The same for wrong programs.")] = 0,
    training: Annotated[bool, typer.Option(help="Include the checks that train a model.")] = False,
    margins: Annotated[bool, typer.Option(help="Show how much of its tolerance each check needs.")] = False,
    details: Annotated[bool, typer.Option(help="Show every program, not only those with a problem.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Programs to check at a time.")] = 2,
    json: Annotated[Path | None, typer.Option(help="Write all findings to this file.")] = None,
) -> None:
    """Check that right programs pass, wrong ones fail for their own reason, stubs raise and references pass."""
    import msgspec

    from grader.audit.findings import summarise
    from grader.audit.plan import Plan, plan
    from grader.audit.progress import bar
    from grader.audit.run import run_audit
    from grader.audit.tables import print_audit
    from grader.console import make_console
    from grader.processes.python import require_libraries

    chosen: Plan = plan(files or [], lesson or [], bank, seeds=seeds, chaff_seeds=chaff_seeds, training=training)
    require_libraries()
    with bar() as progress:
        results = run_audit(
            chosen.root, chosen.lessons, chosen.subjects, training=training, jobs=jobs, progress=progress
        )
    found = summarise(results)
    print_audit(found, make_console(), margins=margins, details=details or bool(files), whole=not files)
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    raise typer.Exit(0 if found.holds else 1)
