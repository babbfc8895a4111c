"""Grade a folder of submissions: reuse what is known, examine each content once, keep every verdict as it comes."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol

import msgspec

from grader.course.root import find_root
from grader.errors import GraderError
from grader.examiner.fingerprint import content_digest, examiner_digest, join
from grader.examiner.limits import Limits
from grader.examiner.orders import Job, Order
from grader.grading.pool import Pool
from grader.grading.store import RunRecord, Store
from grader.intake.entries import Entry, list_entries, read_entry
from grader.results.row import Row, row_of
from grader.results.verdict import GRADED, Verdict, make_verdict


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What `grader grade` was asked to do."""

    submissions: Path
    lesson: str
    out: Path
    jobs: int = 1
    seed: int | None = None
    isolation: str = "auto"
    training: bool = True
    limits: Limits = Limits()
    spawn: bool = False


class Screen(Protocol):
    """Where progress shows."""

    def begin(self, count: int, notes: Sequence[str]) -> None:
        """Grading begins with so many submissions."""

    def show(self, row: Row) -> None:
        """One more is done."""


class Grading(msgspec.Struct):
    """What a run has brought so far: rows by file name in the order of the students, and its record."""

    record: RunRecord
    isolation: str
    rows: dict[str, Row] = {}
    order: list[str] = []

    def table(self) -> list[Row]:
        """Return the rows in the order of the students."""
        return [self.rows[file] for file in self.order if file in self.rows]


def lessons(root: Path) -> list[str]:
    """Return the lessons that have checks."""
    return sorted({path.parent.name for path in root.glob("exercises/lesson*/test_*.py")})


def check_lesson(root: Path, lesson: str) -> None:
    """Raise GraderError, which lists the lessons, when there is no such one with checks."""
    known = lessons(root)
    if lesson not in known:
        raise GraderError(f"no lesson {lesson!r} with checks; the lessons are: {', '.join(known) or 'none'}")


def module_names(root: Path, lesson: str) -> list[str]:
    """Return the names of a lesson's modules, in the order of the lesson."""
    from grader.course.lesson import Lesson

    reference = [path.stem for path in Lesson(root, lesson).modules()]
    stubs = [path.stem for path in sorted((root / "exercises" / lesson).glob("*.py"))]
    return list(
        dict.fromkeys([*reference, *(s for s in stubs if not s.startswith(("test_", "_", "conftest", "standins")))])
    )


class Run:
    """One run of `grader grade`, in a folder that is held already."""

    def __init__(self, settings: Settings, store: Store, isolation: str, screen: Screen) -> None:
        self.settings, self.store, self.screen = settings, store, screen
        root = find_root()
        check_lesson(root, settings.lesson)
        self.names = module_names(root, settings.lesson)
        self.checks = root / "exercises" / settings.lesson
        self.grading = Grading(store.record(settings.lesson, settings.seed), isolation)
        options = [settings.isolation, isolation, *([] if settings.training else ["no training"])]
        options += ["spawn"] if settings.spawn else []
        self.examiner = examiner_digest(self.checks, settings.limits, options)
        self.firsts: dict[str, Entry] = {}  # digest -> who is examined for it
        self.followers: dict[str, list[Entry]] = {}
        self.entries: dict[str, Entry] = {}
        self.pool: Pool | None = None

    def go(self, log: IO[bytes]) -> Grading:
        """Grade everybody; what is done when this is interrupted is in `grading` and on disk."""
        entries, notes = list_entries(self.settings.submissions)
        self.entries = {entry.file: entry for entry in entries}
        self.grading.order = list(self.entries)
        self.screen.begin(len(entries), notes)
        s = self.settings
        order = Order(
            s.lesson, str(self.checks), self.grading.record.seed, s.isolation, s.training, s.limits, spawn=s.spawn
        )
        with Pool(order, min(s.jobs, len(entries)), log) as self.pool:
            self.pool.examine(self._jobs(entries), self._examined)
        return self.grading

    def _jobs(self, entries: Sequence[Entry]) -> Iterator[Job]:
        """Yield what has to be examined; settle the others on the way."""
        for entry in entries:
            modules = read_entry(entry, self.settings.lesson, self.names)
            digest = join(content_digest(modules), self.examiner) if modules else ""
            if not modules:
                self._keep(entry, self._refused(entry))
            elif known := self._known(entry, digest):
                self._keep(entry, known, reused=True)
                self.firsts.setdefault(digest, entry)
            elif digest in self.firsts:
                self._follow(entry, digest)
            else:
                self.firsts[digest] = entry
                yield Job(entry.file, digest, list(modules))

    def _known(self, entry: Entry, digest: str) -> Verdict | None:
        """Return the verdict of an earlier run for the same content, examiner and seed."""
        old = self.store.load(entry.file)
        usable = old is not None and old.status in GRADED and old.student == entry.student
        same = usable and old is not None and (old.digest, old.seed) == (digest, self.grading.record.seed)
        return old if same else None

    def _follow(self, entry: Entry, digest: str) -> None:
        """Give the entry the verdict for the same content, now or when it is ready."""
        first = self.firsts[digest]
        if first.file not in self.grading.rows:
            self.followers.setdefault(first.file, []).append(entry)
            return
        verdict = self.store.load(first.file)
        assert verdict is not None
        self._copy(entry, first, verdict)

    def _examined(self, verdict: Verdict) -> None:
        """Keep a verdict from a worker, for everybody who handed in the same."""
        entry = self.entries[verdict.student]
        self._remember_lesson()
        self._keep(entry, verdict)
        for follower in self.followers.pop(entry.file, []):
            self._copy(follower, entry, verdict)

    def _copy(self, entry: Entry, first: Entry, verdict: Verdict) -> None:
        detail = f"the same content, word for word, as the submission of {first.student}; examined once"
        if verdict.status not in GRADED:
            detail = f"{verdict.detail}; {detail}"
        self._keep(entry, msgspec.structs.replace(verdict, detail=detail, status=_plain(verdict.status)))

    def _keep(self, entry: Entry, verdict: Verdict, reused: bool = False) -> None:
        """Write a verdict, under the student's name and with a word on a name that is taken twice."""
        status, detail = _plain(verdict.status), verdict.detail
        if entry.duplicate:
            status = "duplicate" if status == "graded" else status
            if entry.duplicate not in detail:
                detail = "; ".join(filter(None, [entry.duplicate, detail]))
        kept = msgspec.structs.replace(verdict, student=entry.student, status=status, detail=detail)
        if not reused or kept != verdict:
            self.store.save(entry.file, kept)
        self._show(entry, kept, reused)
        row = row_of(kept, entry.file, reused)
        self.grading.rows[entry.file] = row
        self.screen.show(row)

    def _show(self, entry: Entry, verdict: Verdict, reused: bool) -> None:
        """Write the student's page, unless it is there already or cannot be made here."""
        if reused and (self.store.folder / "feedback" / f"{entry.file}.html").exists():
            return
        with contextlib.suppress(ImportError):
            from grader.grading.pages import write_student_page

            write_student_page(self.store.folder, entry.file, verdict)

    def _refused(self, entry: Entry) -> Verdict:
        """Return the verdict for what cannot be examined."""
        return make_verdict(
            entry.student, self.settings.lesson, self.grading.record.seed, status=entry.status, detail=entry.detail,
            isolation=self.grading.isolation, max_points=sum(self.worth().values()),
        )  # fmt: skip

    def worth(self) -> dict[str, float]:
        """Return what each exercise is worth: from the record, or from a worker."""
        record = self.grading.record
        if record.examiner != self.examiner:
            if self.pool is None:
                raise GraderError("nothing has been graded")
            self.pool.start()
            self._remember_lesson()
        return record.exercises

    def _remember_lesson(self) -> None:
        record, ready = self.grading.record, self.pool.ready if self.pool else None
        if ready is not None and record.examiner != self.examiner:
            record.exercises, record.examiner = ready.exercises(), self.examiner
            record.isolation = self.grading.isolation
            self.store.keep(record)


def _plain(status: str) -> str:
    return "graded" if status == "duplicate" else status
