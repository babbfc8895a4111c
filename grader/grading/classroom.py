"""Grade a folder of submissions: reuse known verdicts, examine each content once, save every verdict as it arrives."""

import contextlib
from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import Any, Protocol

import msgspec

from grader.grading.formgrader import notebook_file, write_notebook
from grader.grading.run import GradingRun
from grader.intake.aside import Aside
from grader.intake.contents import written_in
from grader.intake.entries import Entry, list_entries
from grader.intake.expected import expected
from grader.intake.platforms import Platform
from grader.intake.reader import Reader, take
from grader.intake.requests import Found
from grader.results.exercise import ExerciseStatus
from grader.results.row import Row, row_of
from grader.results.verdict import INCOMPLETE, Verdict

NOTHING_WRITTEN = {ExerciseStatus.NOT_STARTED, ExerciseStatus.NOT_EXAMINED}
AHEAD = 2  # submissions that are read before a worker is free for them


class ProgressView(Protocol):
    """Where progress shows."""

    def begin(self, count: int, notes: Sequence[str]) -> None:
        """Say that grading begins, with this many submissions."""

    def show(self, row: Row) -> None:
        """Show that one more is done."""


class Classroom:
    """The submissions of a folder in one run. After an interruption, `table` and the disk hold what is done."""

    def __init__(
        self, run: GradingRun, root: Path, submissions: Path, screen: ProgressView, platform: Platform | None = None
    ) -> None:
        self.root, self.platform = root, platform
        self.run, self.submissions, self.screen = run, submissions, screen
        wanted = expected(root, run.settings.lesson)
        self.questions, self.reader = wanted.questions, Reader(wanted, run.store.folder)
        self.aside = Aside()
        self.entries: list[Entry] = []
        self.rows: dict[str, Row] = {}  # by file name
        self.firsts: dict[str, Entry] = {}  # digest -> who is examined for it
        self.followers: dict[str, list[Entry]] = {}
        self.again: list[Entry] = []  # to be examined alone
        self.untouched: set[str] = set()  # digests of what holds nothing that a student wrote

    def table(self) -> list[Row]:
        """Return the rows of the finished submissions, in the order of the students."""
        return [self.rows[entry.file] for entry in self.entries if entry.file in self.rows]

    def grade(self) -> None:
        """Grade everybody. Submissions are read as workers become free, so that a class need not fit in memory.

        Those that lacked processor time are examined again after all others, one at a time.
        """
        self.entries, notes = list_entries(self.submissions, self.platform, self.run.store.folder)
        self.screen.begin(len(self.entries), notes)
        waiting = deque(self.entries)
        reading: dict[Future[Found], Entry] = {}
        begun: dict[Future[Verdict], Entry] = {}
        with self.reader, self.aside:
            while waiting or reading or begun:
                while waiting and len(reading) < AHEAD and len(begun) <= self.run.settings.jobs:
                    entry = waiting.popleft()
                    reading[self.reader.read(entry, work=True)] = entry
                futures: list[Future[Any]] = [*reading, *begun]
                done = wait(futures, return_when=FIRST_COMPLETED).done
                for verdict in [future for future in begun if future in done]:
                    self._take(begun.pop(verdict), verdict.result())
                for answer in [future for future in reading if future in done]:
                    entry = reading.pop(answer)
                    future = self._begin(entry, answer.result())
                    if future is not None:
                        begun[future] = entry
            for entry in self.again:
                modules = self.aside.found(entry).modules
                self._settle(entry, self.run.submit(self.run.job(entry.file, modules)).result())

    def _begin(self, entry: Entry, answer: Found) -> "Future[Verdict] | None":
        """Begin to examine what has been read; settle at once what needs no examination."""
        modules = take(entry, answer)
        self.aside.keep(entry, answer)
        if not modules:
            self._keep(entry, self.run.refuse(entry.student, entry.status, entry.detail))
            return None
        job = self.run.job(entry.file, modules)
        if not written_in(modules, self.reader.wanted):
            self.untouched.add(job.digest)
        if known := self.run.known(entry.file, entry.student, job.digest):
            self._keep(entry, known, reused=True)
            self.firsts.setdefault(job.digest, entry)
        elif job.digest in self.firsts:
            self._follow(entry, job.digest)
        else:
            self.firsts[job.digest] = entry
            return self.run.submit(job)
        return None

    def _take(self, entry: Entry, verdict: Verdict) -> None:
        """Take a verdict from a worker; put off what lacked processor time."""
        self.run.note_lesson()
        if verdict.status == INCOMPLETE:
            self.again.append(entry)
        else:
            self._settle(entry, verdict)

    def _settle(self, entry: Entry, verdict: Verdict) -> None:
        """Save a verdict, for everybody who handed in the same content."""
        self._keep(entry, verdict)
        for follower in self.followers.pop(entry.file, []):
            self._copy(follower, entry, verdict)

    def _follow(self, entry: Entry, digest: str) -> None:
        """Give the entry the verdict on the same content, now or as soon as it is ready."""
        first = self.firsts[digest]
        if first.file not in self.rows:
            self.followers.setdefault(first.file, []).append(entry)
            return
        verdict = self.run.store.load(first.file)
        assert verdict is not None
        self._copy(entry, first, verdict)

    def _copy(self, entry: Entry, first: Entry, verdict: Verdict) -> None:
        others = [f"the same code, word for word, as the submission of {first.student}; examined once"]
        statuses = {exercise.status for exercise in verdict.exercises}
        if verdict.digest in self.untouched or (statuses and statuses <= NOTHING_WRITTEN):
            others = []  # what everybody was given is no copy
        self._keep(entry, msgspec.structs.replace(verdict, others=others, status=_plain(verdict.status)))

    def _keep(self, entry: Entry, verdict: Verdict, reused: bool = False) -> None:
        """Save a verdict under the student's name, with a note if two students have the same name."""
        status, others = _plain(verdict.status), verdict.others
        if entry.duplicate:
            status = "duplicate" if status == "graded" else status
            if entry.duplicate not in others:
                others = [entry.duplicate, *others]
        kept = msgspec.structs.replace(
            verdict, student=entry.student, status=status, others=others,
            late=entry.late, attempt=entry.attempt, notes=entry.notes, answers=entry.answers,
        )  # fmt: skip
        if not reused or kept != verdict:
            self.run.store.save(entry.file, kept)
        row = self.rows[entry.file] = row_of(kept, entry.file, reused)
        self._write_pages(entry, kept, reused and kept.answers == verdict.answers)
        self.aside.drop(entry)
        self.screen.show(row)

    def _write_pages(self, entry: Entry, verdict: Verdict, reused: bool) -> None:
        """Write the student's page and notebook, unless they exist already or cannot be made here."""
        folder = self.run.store.folder
        if not (reused and (folder / "feedback" / f"{entry.file}.html").exists()):
            with contextlib.suppress(ImportError):
                from grader.grading.pages import write_student_page

                write_student_page(folder, entry.file, verdict, self.questions)
        path = notebook_file(folder, entry.student, verdict.lesson)
        if path is not None and (self.questions or not (reused and path.exists())):  # an answer may stand anywhere
            with contextlib.suppress(ImportError):
                write_notebook(path, self.aside.found(entry).work, self.questions, verdict)


def _plain(status: str) -> str:
    return "graded" if status == "duplicate" else status
