"""What a lesson's submission may consist of: its modules, its exercises, and what students were given to begin with."""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.course.cells import NotebookError, notebook_cells
from grader.course.files import text_at_hand
from grader.course.lesson import Lesson, all_lessons
from grader.course.questions import Question
from grader.errors import GraderError
from grader.protocol.defined import bound_in, defined_in


class Expected(msgspec.Struct, frozen=True):
    """What belongs to a lesson.

    `modules` are the names of its modules in order, `exercises` those of its exercises, `elsewhere` the exercises of
    every other lesson. `given` are the texts that students began with, as `as_given` puts them, and `built` the digests
    of all that builds have ever written. `questions` are its free-text questions.
    """

    lesson: str
    modules: tuple[str, ...] = ()
    exercises: frozenset[str] = frozenset()
    elsewhere: Mapping[str, frozenset[str]] = {}
    given: frozenset[str] = frozenset()
    built: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()

    def was_given(self, name: str, text: str) -> bool:
        """Return whether this is the text of a file that students began with, as it was given."""
        digest = hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
        return digest in self.built or as_given(name, text) in self.given

    def defines(self, text: str) -> bool:
        """Return whether a text defines one of the lesson's exercises as a function or class."""
        return not self.exercises.isdisjoint(defined_in(text))

    def other_lesson(self, text: str) -> tuple[str, list[str]] | None:
        """Return the lesson whose work a text is, with the exercises of it that the text defines, None if this one's.

        A text that mentions any of this lesson's exercises in an import or an assignment may define it in a way that
        is not seen here, and is left alone. A name that both lessons have, as `sample`, tells nothing.
        """
        defined = defined_in(text)
        found = {
            lesson: dict.fromkeys(name for name in defined if name in names - self.exercises)
            for lesson, names in self.elsewhere.items()
        }
        best = max(found, key=lambda lesson: len(found[lesson]), default="")
        if not self.exercises or not best or len(found[best]) < 2:
            return None
        ours = self.exercises - self.elsewhere[best]
        return (best, list(found[best])) if ours.isdisjoint({*defined, *bound_in(text)}) else None


def expected(root: Path, lesson: str) -> Expected:
    """Return what belongs to a lesson of the course at `root`; raises BuildError if its references are damaged."""
    course = Lesson(root, lesson)
    return Expected(
        lesson,
        tuple(course.module_names()),
        _exercises(course),
        {other.name: _exercises(other) for other in all_lessons(root) if other.name != lesson},
        frozenset(_given(course)),
        course.built(),
        tuple(course.questions()),
    )


def _exercises(lesson: Lesson) -> frozenset[str]:
    try:
        return frozenset(lesson.definitions() or lesson.checked_names())
    except GraderError:
        return frozenset(lesson.checked_names())


def _given(lesson: Lesson) -> list[str]:
    """Return the stubs and the released notebook, as far as they are here."""
    files = [lesson.exercises / f"{name}.py" for name in lesson.module_names()]
    files += [lesson.root / "release" / lesson.name / f"{lesson.name}.ipynb"]
    found = [as_given(path.name, text_at_hand(path)) for path in files if path.is_file()]
    return [text for text in found if text]


@functools.lru_cache(maxsize=64)  # every file is asked about more than once
def as_given(name: str, text: str) -> str:
    """Return a text in a form that is equal whatever editors and platforms did to its line ends and outputs."""
    if name.lower().endswith(".ipynb"):
        try:
            text = "\n".join(cell.source for cell in notebook_cells(text, name))
        except NotebookError:
            return ""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
