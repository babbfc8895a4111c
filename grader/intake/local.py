"""Read the code that a student checks on their own machine, by the rules by which it is taken in when it is graded."""

from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from grader.errors import GraderError
from grader.intake.archives import archive_files
from grader.intake.choose import Empty, choose
from grader.intake.expected import Expected
from grader.intake.files import ARCHIVE_LIMIT, File, NotTaken, folder_files, is_archive, read_file
from grader.protocol.source import Module


def read_submission(path: Path, wanted: Expected) -> list[Module]:
    """Return the modules of a submission: a module, a notebook, an archive, a folder, or a clone of the course.

    Raises GraderError with what to do if there are none.
    """
    try:
        return choose(files_of(path), wanted).modules
    except Empty as error:
        raise GraderError(f"there is no submission for {wanted.lesson} in {path}: {error}") from None
    except NotTaken as error:
        raise GraderError(f"{path}: {error}") from None


def files_of(path: Path) -> list[File]:
    """Return the files below a path, which messages show as the student would type them; a link is followed here."""
    path = path.resolve()
    if path.is_dir():
        return [_shown(file, path / file.path) for file in folder_files(path)]
    if is_archive(path):
        return archive_files(read_file(path, ARCHIVE_LIMIT), path.name)
    return [_shown(File(PurePosixPath(path.name), lambda: read_file(path)), path)]


def _shown(file: File, path: Path) -> File:
    """Return the file with a path that an editor can open, read even if it is a link of the student's own."""
    base = Path.cwd()
    name = str(path.relative_to(base)) if path.is_relative_to(base) else str(path)
    return replace(file, shown=name, read=lambda: read_file(path.resolve()))
