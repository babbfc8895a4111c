"""A lesson's folders and modules: where its reference, stubs, checks and notebook live."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from grader.course.files import is_module, text_at_hand
from grader.course.questions import Question, find_questions
from grader.course.regions import BuildError, Definition, find_exercises
from grader.course.root import require_readable
from grader.errors import GraderError
from grader.protocol.defined import defined_in

_OTHER_CELLS = ("test_", "provided_")  # how the notebook's cells of checks and of given code are named
_EXERCISE = re.compile(r"mark\.exercise\(\s*[\"'](\w+)[\"']")


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course at `root`."""

    root: Path
    name: str

    @property
    def solutions(self) -> Path:
        """The folder of the reference modules."""
        return self.root / "solutions" / self.name

    @property
    def exercises(self) -> Path:
        """The folder of the stubs and checks."""
        return self.root / "exercises" / self.name

    @property
    def notebook(self) -> Path:
        """The nbgrader source notebook."""
        return self.root / "source" / self.name / f"{self.name}.ipynb"

    @property
    def built_file(self) -> Path:
        """The file with the digests of all stubs that builds have written in this course, a line each; kept in git."""
        return self.root / ".built"

    @property
    def built_notebooks(self) -> Path:
        """The same for notebooks, which are not kept in git, beside them."""
        return self.root / "source" / ".built"

    def built(self) -> frozenset[str]:
        """Return the sha256 of each text that a build has written in this course, of whichever lesson."""
        files = [file for file in (self.built_file, self.built_notebooks) if file.exists()]
        return frozenset(digest for file in files for digest in file.read_text("utf-8").split())

    def modules(self) -> list[Path]:
        """Return the reference modules, sorted by name or in the order of `modules` in the lesson's lesson.toml.

        Raises BuildError if lesson.toml and the folder do not agree.
        """
        found = {path.stem: path for path in sorted(self.solutions.glob("*.py")) if not path.stem.startswith("_")}
        manifest = self.solutions / "lesson.toml"
        if not manifest.exists():
            return list(found.values())
        order = tomllib.loads(manifest.read_text("utf-8")).get("modules", [])
        if sorted(order) != sorted(found):
            raise BuildError(f"{self.label(manifest)}: `modules` is {order}, but the folder holds {sorted(found)}")
        return [found[name] for name in order]

    def module_names(self) -> list[str]:
        """Return the names of the lesson's modules in order: the reference's, or else the stubs'.

        Without references, as in a student's copy, a file is a stub if it defines something that has checks.
        """
        if references := self.modules():
            return [path.stem for path in references]
        files = [path for path in sorted(self.exercises.glob("*.py")) if is_module(path)]
        checked = set(self.checked_names())
        texts = {path: text_at_hand(path) for path in files}
        stubs = [path for path, text in texts.items() if not checked.isdisjoint(defined_in(text, nested=False))]
        return [path.stem for path in stubs or files]

    def checked_names(self) -> list[str]:
        """Return the names of the exercises that have checks, as the files of checks state them."""
        files = sorted(self.exercises.glob("test_*.py"))
        return [name for path in files for name in _EXERCISE.findall(text_at_hand(path))]

    def definitions(self) -> dict[str, tuple[Path, Definition]]:
        """Return the lesson's exercises by name, in the order in which a student meets them.

        Raises BuildError for wrong marks and for an exercise that two modules define.
        """
        named: dict[str, tuple[Path, Definition]] = {}
        for path in self.modules():
            for definition in find_exercises(path.read_text("utf-8"), self.label(path)):
                if definition.name in named:
                    first = self.label(named[definition.name][0])
                    where = f"{self.label(path)}:{definition.first}"
                    raise BuildError(f"{where}: the exercise {definition.name} already exists in {first}")
                named[definition.name] = path, definition
        return named

    def questions(self) -> list[Question]:
        """Return the lesson's free-text questions in order.

        Raises BuildError for wrong marks, and for a name that an exercise, another question or another cell has.
        """
        taken = set(self.definitions())
        found: list[Question] = []
        for path in self.modules():
            for question in find_questions(path.read_text("utf-8"), self.label(path)):
                if question.name in taken or question.name.startswith(_OTHER_CELLS):
                    raise BuildError(
                        f"{self.label(path)}: the name {question.name} is taken; give the question another"
                    )
                taken.add(question.name)
                found.append(question)
        return found

    def label(self, path: Path) -> str:
        """Return `path` as messages show it, relative to the root."""
        return path.relative_to(self.root).as_posix()


def all_lessons(root: Path) -> list[Lesson]:
    """Return the lessons that have a reference module, sorted by number."""
    folders = {path.parent for path in (root / "solutions").glob("lesson*/*.py")}
    return [Lesson(root, folder.name) for folder in sorted(folders, key=lambda folder: _number(folder.name))]


def chosen_lessons(root: Path, names: list[str]) -> list[Lesson]:
    """Return the named lessons, or all of them if none are named.

    Raises BuildError, which lists the lessons, for an unknown name, and where there are no references at all.
    """
    lessons = {lesson.name: lesson for lesson in all_lessons(root)}
    if not lessons:
        raise BuildError(
            f"there are no references (solutions/lesson*/*.py) in {root}: "
            "this command works in a clone of the course, which holds them"
        )
    names = [lesson_name(root, name) for name in names]
    if wrong := [name for name in names if name not in lessons]:
        raise BuildError(f"no such lesson: {', '.join(wrong)}; the lessons are: {', '.join(lessons)}")
    return [lessons[name] for name in names] if names else list(lessons.values())


def lesson_name(root: Path, word: str) -> str:
    """Return the name of the lesson that a word on the command line means: its name, or the path of its folder."""
    folder = Path(word).resolve()
    return folder.name if folder.parent in (root / "exercises", root / "solutions") else word


def lesson_with_checks(root: Path, word: str) -> str:
    """Return the name of the lesson that a word on the command line means.

    Raises GraderError if there is no such lesson, and then it lists those that there are; if its folder cannot be read;
    and if it holds no checks.
    """
    name = lesson_name(root, word)
    folder = root / "exercises" / name
    require_readable(folder)
    if any(folder.glob("test_*.py")):
        return name
    known = sorted({path.parent.name for path in root.glob("exercises/lesson*/test_*.py")}, key=_number)
    if folder.parent == root / "exercises" and folder.is_dir():
        raise GraderError(f"{folder} holds no checks (test_*.py); copy them from the course again")
    raise GraderError(f"no lesson {word!r} with checks; the lessons are: {', '.join(known) or 'none'}")


def _number(name: str) -> tuple[int, str]:
    digits = re.search(r"\d+", name)
    return int(digits.group()) if digits else 0, name
