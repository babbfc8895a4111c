"""What an audit should check, from the options of the command."""

from pathlib import Path
from typing import NamedTuple

from grader.audit.bank import find_files, lesson_of, read_program
from grader.audit.subjects import Subject, of_program, references, stubs
from grader.course.lesson import Lesson, chosen_lessons
from grader.course.root import find_root
from grader.errors import GraderError


class Plan(NamedTuple):
    """The course, the lessons whose checks are run, and the programs."""

    root: Path
    lessons: list[str]
    subjects: list[Subject]


def plan(
    files: list[Path],
    names: list[str],
    bank: Path | None,
    *,
    seeds: int = 0,
    chaff_seeds: int = 0,
    training: bool = False,
) -> Plan:
    """Return what to audit.

    Named files are checked alone. Otherwise the whole bank is, with the references and stubs of the same lessons: the
    named ones or else every lesson that has checks. Every program is checked with the fixed examples and also with
    those of `seeds` seeds (`chaff_seeds` for the wrong ones). Without `training`, a program that only training can tell
    is left out.

    Raises GraderError if there is no such bank or file, BuildError for a lesson that does not exist.
    """
    root = find_root()
    if files:
        missing = [str(path) for path in files if not path.is_file()]
        if missing:
            raise GraderError(f"no such file: {', '.join(missing)}")
        names = sorted({lesson_of(path) for path in files})
    lessons = [lesson for lesson in chosen_lessons(root, names) if any(lesson.exercises.glob("test_*.py"))]
    folder = bank or root / "tests" / "bank"
    if not files and not folder.is_dir():
        raise GraderError(f"there is no bank at {folder}")
    paths = files or find_files(folder, [lesson.name for lesson in lessons])
    if not paths and bank:
        raise GraderError(f"{folder} holds no lessonN/<module>/wheat_<slug>.py or chaff_<slug>.py for these lessons")
    by_name = {lesson.name: lesson for lesson in lessons}
    subjects = [] if files else course_subjects(lessons, seeds)
    for path in paths:
        lesson = by_name.get(lesson_of(path))
        if lesson is None:
            raise GraderError(f"{path}: {lesson_of(path)} has no checks")
        program = read_program(path, lesson)
        if program.training and not training:
            continue
        subjects += of_program(program, lesson, drawn(seeds if program.kind == "wheat" else chaff_seeds))
    return Plan(root, [lesson.name for lesson in lessons], subjects)


def course_subjects(lessons: list[Lesson], seeds: int) -> list[Subject]:
    """Return the references and stubs of the lessons."""
    return [s for lesson in lessons for s in (*references(lesson, drawn(seeds)), stubs(lesson))]


def drawn(seeds: int) -> list[int | None]:
    """Return None, which stands for the fixed examples, and this many seeds."""
    return [None, *range(seeds)]
