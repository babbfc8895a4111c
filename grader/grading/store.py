"""The output folder: the run's record and one file per verdict, written so that both survive a kill at any moment."""

import contextlib
import errno
import functools
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.errors import GraderError
from grader.results.verdict import Verdict, decode, encode


class StoreError(GraderError):
    """The output folder cannot be written; the message says what to do."""


class RunRecord(msgspec.Struct):
    """What run.json holds: the lesson, the seed and, for the examiner with this digest, the points of each exercise.

    `training` says whether the checks that train a model are examined; None in a record of before that was kept.
    `inode` is that of verdicts/, by which the folder is told from one that a student has handed in.
    """

    lesson: str
    seed: int
    isolation: str = ""
    examiner: str = ""
    exercises: dict[str, float] = {}
    training: bool | None = None
    inode: int = 0


class _Brief(msgspec.Struct):
    """What is read of a verdict where nothing else of it matters."""

    student: str
    training: bool = True


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it holds either the old or the new content, never a part; raises StoreError."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        temporary = Path(name)
        with os.fdopen(fd, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        advice = "Free some space" if full else "See to it that it can be written"
        raise StoreError(
            f"cannot write {path}: {error.strerror or error}; what was there before is kept. "
            f"{advice}, then run the same command again"
        ) from None


@functools.cache
def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


class Store:
    """The folder DIR with run.json and verdicts/; `elsewhere` is the advice for who wants to keep another run apart."""

    def __init__(self, folder: Path, elsewhere: str = "choose another --out") -> None:
        self.folder, self.elsewhere = folder, elsewhere
        self.verdicts = folder / "verdicts"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the folder for this run; raises StoreError if it cannot be written or another run has locked it."""
        lock = self.folder / ".lock"
        try:
            self.verdicts.mkdir(parents=True, exist_ok=True)
            stream = lock.open("a")
        except OSError as error:
            raise StoreError(
                f"cannot write to {self.folder}: {error.strerror or error}; choose another --out"
            ) from None
        with stream:
            try:
                import fcntl

                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:
                pass  # Windows
            except OSError:
                raise StoreError(
                    f"another `grader grade` is working in {self.folder}; wait, or choose another --out"
                ) from None
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove files that a killed run left half written."""
        for part in (*self.folder.glob(".*.part"), *self.verdicts.glob(".*.part")):
            with contextlib.suppress(OSError):
                part.unlink()

    def require_fits(self, lesson: str, training: bool) -> RunRecord | None:
        """Return the record of an earlier run in this folder that a run may continue, None if there is none.

        Raises StoreError if this is no folder; GraderError if it holds another lesson, or if it was graded with
        trainings and now they would be left out, which would lower scores and maxima. Nothing is written.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise StoreError(f"cannot write to {self.folder}: it is a file; choose another --out")
        old = self.earlier()
        if old is not None and old.lesson != lesson:
            raise GraderError(f"{self.folder} holds the verdicts of {old.lesson}; {self.elsewhere}")
        if old is not None and old.training and not training:
            raise GraderError(
                f"{self.folder} was graded with the checks that train a model, and leaving them out now would "
                f"lower scores and maxima; grade with them, or {self.elsewhere}"
            )
        return old

    def record(self, lesson: str, seed: int | None, training: bool) -> RunRecord:
        """Return the run's record: that of an earlier run in this folder, or a new one. The seed is drawn only once.

        Raises GraderError as `require_fits` does.
        """
        old = self.require_fits(lesson, training)
        if old is None:
            record = RunRecord(lesson, secrets.randbits(63), training=training)
        else:
            record = msgspec.structs.replace(old, training=training)
        if seed is not None:
            record.seed = seed
        self.keep(record)
        return record

    def earlier(self) -> RunRecord | None:
        """Return the record of an earlier run in this folder, None if there is none; raises GraderError."""
        path = self.folder / "run.json"
        if not path.exists():
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=RunRecord)
        except (msgspec.MsgspecError, OSError) as error:
            raise GraderError(f"{path} cannot be read ({error}); {self.elsewhere}, or delete it") from None

    def without_trainings(self) -> list[str]:
        """Return the students whose verdicts in this folder leave out the checks that train a model."""
        found = []
        for path in sorted(self.verdicts.glob("*.json")):
            with contextlib.suppress(OSError, msgspec.MsgspecError):
                brief = msgspec.json.decode(path.read_bytes(), type=_Brief)
                found += [] if brief.training else [brief.student]
        return found

    def keep(self, record: RunRecord) -> None:
        """Write run.json."""
        with contextlib.suppress(OSError):
            record.inode = self.verdicts.stat().st_ino
        write_file(self.folder / "run.json", msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")

    def load(self, file: str) -> Verdict | None:
        """Return the verdict in verdicts/<file>.json, None if there is none or it cannot be read."""
        try:
            return decode((self.verdicts / f"{file}.json").read_bytes())
        except (OSError, msgspec.MsgspecError):
            return None

    def save(self, file: str, found: Verdict) -> None:
        """Save a verdict; raises StoreError."""
        write_file(self.verdicts / f"{file}.json", encode(found) + b"\n")
