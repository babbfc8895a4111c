"""`grader demo`: take a made-up class from release to feedback."""

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.course.root import find_root
from grader.errors import GraderError

if TYPE_CHECKING:
    from rich.console import Console


def demo(
    out: Annotated[Path | None, typer.Option(help="Folder to work in (default: demo/ in the course).")] = None,
    training: Annotated[
        bool, typer.Option("--training", help="Include the checks that train a model: minutes instead of seconds.")
    ] = False,
) -> None:
    """Build, release, collect a sample class of nine, autograde, write feedback, and show who lost points and why."""
    from grader.console import make_console

    console = make_console()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as with Ctrl-C, commands and kernels are stopped
    try:
        root = find_root()
        _run(console, root, out or root / "demo", training)
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; the next run starts from scratch", err=True)
        raise typer.Exit(130) from None


def _run(console: "Console", root: Path, out: Path, training: bool) -> None:
    from grader.demo.course import LESSON, make_course, require_parts
    from grader.demo.grading import grade
    from grader.demo.results import read_results
    from grader.demo.students import hand_in, read_class
    from grader.demo.table import show
    from grader.demo.tools import LOG, Tools, require_nbgrader

    require_parts(root)
    require_nbgrader()
    began = time.monotonic()
    examples = root / "examples" / "class"
    students = read_class(examples)
    folder = make_course(root, out)
    with console.status("") as status:
        doing = ""

        def tick() -> None:
            done = len(list((folder / "feedback").glob("*"))) or len(list((folder / "autograded").glob("*")))
            status.update(f"{doing} ({done} of {len(students)}, {time.monotonic() - began:.0f} s)")

        def say(text: str) -> None:
            nonlocal doing
            doing = text
            console.print(f"[dim]{time.monotonic() - began:5.0f} s[/]  {text}")

        tools = Tools(folder, tick=tick)
        say("build the notebook from the reference: grader build")
        tools.run("grader", "build", LESSON, *([] if training else ["--no-training"]))
        say("release it without the solutions: nbgrader generate_assignment")
        tools.run("nbgrader", "generate_assignment", LESSON)
        say(f"collect {len(students)} submissions of a made-up class")
        for student in students:
            hand_in(student, examples, folder / "release" / LESSON / f"{LESSON}.ipynb", folder / "submitted")
        say("grade them and write feedback: nbgrader autograde, generate_feedback, export")
        complete = grade(tools, training=training)
    console.print(f"[dim]{time.monotonic() - began:5.0f} s[/]  done\n")
    show(console, read_results(folder, students), folder)
    if not training:
        console.print("The checks that train a model are left out here, and so are their points: --training adds them.")
    if not complete:
        raise GraderError(f"nbgrader did not grade every submission; it says why in {folder / LOG}")
