"""Results of made-up programs, without running any check."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.audit.bank import read_program
from grader.audit.run import AuditResult
from grader.audit.subjects import Subject
from grader.course.lesson import Lesson
from grader.course.root import find_root
from grader.results.check import CheckResult
from grader.results.message import Message, Misconception


@pytest.fixture
def lesson() -> Lesson:
    return Lesson(find_root(Path(__file__).parent), "lesson5")


@pytest.fixture
def bank_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file of a bank for lesson5/wavenet."""

    def write(name: str, source: str) -> Path:
        path = tmp_path / "lesson5" / "wavenet" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        return path

    return write


@pytest.fixture
def chaff_result(bank_file: Callable[[str, str], Path], lesson: Lesson) -> Callable[..., AuditResult]:
    """Make the result of a wrong `smooth` whose checks ended with these messages."""

    def make(
        docstring: str, *messages: str | None, misconception: str | None = None, slug: str = "made-up"
    ) -> AuditResult:
        path = bank_file("chaff_made_up.py", f'"""{docstring}"""\n\n\ndef smooth(losses, window):\n    return losses\n')
        checks = [
            CheckResult(
                check=f"lesson5/test_smooth.py::test_number_{i}",
                exercise="smooth",
                lesson="lesson5",
                points=1,
                status="passed" if message is None else "failed",
                message=Message(headline=message or ""),
                misconceptions=[Misconception(slug, misconception)] if message and misconception else [],
            )
            for i, message in enumerate(messages)
        ]
        program = read_program(path, lesson)
        subject = Subject(name="chaff_made_up", lesson="lesson5", kind="chaff", modules=[], program=program)
        return AuditResult(subject=subject, checks=checks)

    return make
