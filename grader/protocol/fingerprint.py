"""Which code runs here: a digest of the sources, so that two processes can tell whether they run the same code."""

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

GRADER = Path(__file__).resolve().parents[1]
CANDIDATE = ("protocol/*.py", "candidate/*.py", "training/*.py", "sandbox/*.py")  # all that a candidate runs of ours


def source_digest(patterns: Iterable[str], folder: Path = GRADER) -> str:
    """Return the sha256 of the files below `folder` that match the patterns, with their names."""
    found = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        place = path.relative_to(folder).as_posix()
        found.update(place.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@functools.cache
def candidate_digest() -> str:
    """Return the digest of the candidate's code as this process has it."""
    return source_digest(CANDIDATE)
