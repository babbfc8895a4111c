"""A whole run on the terminal: isolation first, then progress and, whatever happens, the tables of what is done."""

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from grader.course.lesson import lesson_with_checks
from grader.course.root import find_root
from grader.examiner.isolation import require_isolation
from grader.examiner.worst_case import worst_case
from grader.grading.classroom import Classroom
from grader.grading.formgrader import write_settings
from grader.grading.gradebook import COURSE, write_gradebook
from grader.grading.grades import with_marks, write_grades
from grader.grading.marks import Marks
from grader.grading.run import GradingRun, RunSettings
from grader.grading.screen import ProgressScreen, closing, print_table
from grader.grading.store import Store, StoreError, write_file
from grader.intake.entries import keep_results_apart, list_entries
from grader.intake.platforms import Platform
from grader.processes.python import require_libraries
from grader.results.row import Row


class Interrupted(Exception):
    """The run was stopped by Ctrl-C or SIGTERM; the message says what is kept."""


def run_and_report(
    submissions: Path, out: Path, settings: RunSettings, console: Console, platform: Platform | None = None
) -> None:
    """Grade, show and write everything; raises GraderError, StoreError or Interrupted.

    What can be refused is refused first: before anything is said, and before anything is written.
    """
    keep_results_apart(submissions, out)
    root, store = find_root(), Store(out)
    settings = replace(settings, lesson=lesson_with_checks(root, settings.lesson))
    store.require_fits(settings.lesson, settings.training)
    list_entries(submissions, platform, out)
    require_libraries()
    isolation = require_isolation(settings.isolation)
    console.print(Text(isolation), soft_wrap=True)
    most = worst_case(settings.limits, settings.training)
    console.print(Text(f"one submission can cost at most {most}, whatever is in it"), soft_wrap=True)
    screen = ProgressScreen(console)
    with store.locked(), (out / "log.txt").open("ab") as log, _terminable():
        run = GradingRun(root, settings, store, isolation, log)
        classroom = Classroom(run, root, submissions, screen, platform)
        try:
            with run:
                classroom.grade()
        except KeyboardInterrupt:
            screen.end()
            console.print("stopping; writing the tables of what is graded so far", soft_wrap=True)
            _write_tables(classroom, console)
            done, count = len(classroom.rows), len(classroom.entries)
            raise Interrupted(f"{done} of {count} are graded and saved; the same command continues there") from None
        except StoreError as error:
            raise StoreError(f"{error}. {_saved(classroom)}; the tables are as they were before") from None
        finally:
            screen.end()
        rows, for_all = _write_tables(classroom, console)
    print_table(rows, console)
    console.print(Text(closing(rows, for_all)), soft_wrap=True)
    places = f"{out}/: grades.csv, index.html, feedback/, verdicts/, run.json (with the seed)"
    console.print(Text(places), soft_wrap=True)


def _write_tables(classroom: Classroom, console: Console) -> tuple[list[Row], list[str]]:
    """Write the tables and return their rows, and what holds for all; raises StoreError, after writing what can be."""
    rows, record, out = classroom.table(), classroom.run.record, classroom.run.store.folder
    marks: dict[str, Marks] = {}
    notes: list[str] = []
    failed: list[str] = []
    with _noted(failed):
        questions = classroom.questions
        write_settings(out, COURSE, classroom.root)
        marks, note = write_gradebook(out / "gradebook.db", rows, record.lesson, record.exercises, questions)
        notes.append(note)
    rows, for_all = with_marks(rows, marks)
    with _noted(failed):
        write_grades(out / "grades.csv", rows, marks)
    try:
        from grader.grading.pages import class_page

        page = class_page(rows, record.lesson, record.exercises, classroom.run.isolation, record.seed, for_all)
        with _noted(failed):
            write_file(out / "index.html", page.encode())
    except ImportError:
        notes.append("no feedback pages: Jinja2 is not installed (pip install -e '.[instructor]')")
    for note in filter(None, notes):
        console.print(Text(note, style="yellow"), soft_wrap=True)
    if failed:
        raise StoreError("\n".join([*failed, _saved(classroom)]))
    return rows, for_all


@contextlib.contextmanager
def _noted(failed: list[str]) -> Iterator[None]:
    """Go on after a file that cannot be written, and note why."""
    try:
        yield
    except StoreError as error:
        failed.append(str(error))


def _saved(classroom: Classroom) -> str:
    """Return how many verdicts are saved, and whose are not."""
    missing = [entry.student for entry in classroom.entries if entry.file not in classroom.rows]
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    but = f", all but {', '.join(missing[:3])}{more}" if missing else ""
    count = len(classroom.entries)
    return f"{count - len(missing)} of {count} are graded and saved{but}"


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C while the block runs."""

    def stop(number: int, frame: FrameType | None) -> Any:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
