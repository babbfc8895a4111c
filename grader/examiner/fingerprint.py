"""What a verdict depends on, as digests: the submission's content, and everything that examines it."""

import functools
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from grader.examiner.limits import Limits
from grader.protocol.fingerprint import CANDIDATE, GRADER, source_digest
from grader.protocol.source import Module
from grader.results.verdict import versions

# The sources that decide. What collects submissions and shows verdicts (grader/intake, grader/grading) is left out.
DECIDING = (
    *CANDIDATE, "*.py", "checks/*.py", "course/*.py", "course/checks.ini", "examiner/**/*.py", "plugin/*.py",
    "processes/*.py", "results/*.py",
)  # fmt: skip
DATA = ("data/*.py", "data/*.txt", "data/*.gz")


def content_digest(modules: Iterable[Module]) -> str:
    """Return the sha256 of a submission's source and of the file names that messages show for it."""
    return hashlib.sha256(msgspec.json.encode([msgspec.structs.astuple(module) for module in modules])).hexdigest()


def examiner_digest(checks: Path, limits: Limits, options: Sequence[str]) -> str:
    """Return the sha256 of all the rest: the checks in the folder, the grader's source, versions, limits, options."""
    found = hashlib.sha256(_source_digest().encode())
    for path in sorted(checks.glob("*.py")):
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    found.update(msgspec.json.encode([versions(), msgspec.to_builtins(limits), list(options)], order="deterministic"))
    return found.hexdigest()


def join(*digests: str) -> str:
    """Return one digest that stands for several."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


@functools.cache
def _source_digest() -> str:
    return join(source_digest(DECIDING), source_digest(DATA, GRADER.parent))
