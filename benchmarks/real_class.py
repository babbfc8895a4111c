"""A class as classes are: right, half done, wrong, untouched and broken submissions of a lesson, drawn from a seed.

    python benchmarks/real_class.py FOLDER [--lesson lesson5] [--submissions 200] [--seed 1]

writes one, a folder a student, to look at; `grading.py` times it. A student begins with the stubs and puts code in the
place of each exercise: the reference's, or that of a program of the bank. No two submissions are the same content: each
has its student's name in a comment, and half of them have other names for their local variables.
"""

import argparse
import ast
import random
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from edits import assigned_names, beginning, definitions, looping, renamed, without_a_colon

ROOT = Path(__file__).resolve().parents[1]

# Nobody has counted a class of this course, so these shares are a guess at a homework on the day that it is due: most
# have finished it or nearly, a quarter believe that they have, and one in twenty-five hands in what does not even run.
# Change them here; `grading.py` prints them beside what it measured.
SHARES = {
    "right": 0.42,  # each exercise in the reference's words or in those of a wheat
    "half done": 0.20,  # a random part of the exercises solved, one more begun, the rest stubs
    "one mistake": 0.18,  # right but for one chaff
    "two mistakes": 0.08,  # right but for chaffs of two exercises
    "untouched": 0.08,  # the stubs as they were handed out
    "syntax error": 0.01,
    "wrong encoding": 0.01,  # saved as Latin-1, with a letter that is no ASCII
    "empty folder": 0.01,
    "endless loop": 0.01,  # in one function or method of an otherwise right submission
}
OTHER_WORDS = 0.5  # how often an exercise that has wheats is solved as one of them, not as the reference
RENAMED = 0.5  # how often local variables have other names, and the layout and the comments are others too

MARK = re.compile(r"^ *### (BEGIN|END) SOLUTION.*\n", re.MULTILINE)


@dataclass(frozen=True)
class Submission:
    """What a student handed in: file name -> content."""

    student: str
    kind: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Program:
    """A program of the bank: the exercises that it defines, in the order of the lesson, those it uses, and its code."""

    exercises: tuple[str, ...]
    uses: frozenset[str]
    code: str


class Material:
    """What a lesson has to make submissions of: stubs, the code of its reference by exercise, and its bank."""

    def __init__(self, lesson: str) -> None:
        paths = sorted((ROOT / "solutions" / lesson).glob("*.py"))
        self.stubs = {path.name: (ROOT / "exercises" / lesson / path.name).read_text("utf-8") for path in paths}
        self.reference = {path.name: MARK.sub("", path.read_text("utf-8")) for path in paths}
        self.solved: dict[str, str] = {}  # exercise -> the reference's code
        self.unsolved: dict[str, str] = {}
        self.file_of: dict[str, str] = {}
        for file, text in self.reference.items():
            stubs = definitions(self.stubs[file])
            for name, code in definitions(text).items():
                if code != stubs[name]:
                    self.solved[name], self.unsolved[name], self.file_of[name] = code, stubs[name], file
        bank = ROOT / "tests" / "bank" / lesson
        self.wheats = [self._program(path) for path in sorted(bank.glob("*/wheat_*.py"))]
        self.chaffs = [
            self._program(path)
            for path in sorted(bank.glob("*/chaff_*.py"))
            if "needs: training" not in path.read_text("utf-8")
        ]

    def _program(self, path: Path) -> Program:
        """Read a file of the bank; what it builds on, as `class Tree(Tree)` does, comes from the reference."""
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        code = "\n".join(text.split("\n")[tree.body[0].end_lineno :]).strip()  # its docstring would give it away
        defined = assigned_names(tree)
        exercises = tuple(name for name in self.solved if name in defined)
        read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        if exercises[-1] in read:
            code = f"{self.solved[exercises[-1]]}\n\n\n{code}"
        return Program(exercises, frozenset(read & {*self.solved} - {*exercises}), code)

    def right(self, rng: random.Random, but: Collection[str] = ()) -> dict[str, str]:
        """Return code by exercise, all of it right: the reference's or, save for the exercises `but`, a wheat's.

        A wheat is known to fit the reference, not other wheats: where one uses another exercise, such as a model its
        layers, the reference's code stands there.
        """
        answers, others, used = dict(self.solved), {*but}, set[str]()
        for name in rng.sample(list(self.solved), len(self.solved)):
            wheats = [p for p in self.wheats if p.exercises == (name,) and others.isdisjoint(p.uses)]
            if name not in others | used and wheats and rng.random() < OTHER_WORDS:
                program = rng.choice(wheats)
                answers[name] = program.code
                others, used = others | {name}, used | program.uses
        return answers

    def wrong(self, rng: random.Random, mistakes: int) -> dict[str, str]:
        """Return code by exercise with so many programs in it that are wrong, of different exercises."""
        drawn: list[Program] = []
        for program in rng.sample(self.chaffs, len(self.chaffs)):
            taken = {name for other in drawn for name in other.exercises}
            if len(drawn) < mistakes and taken.isdisjoint(program.exercises):
                drawn.append(program)
        answers = self.right(rng, but={name for program in drawn for name in program.exercises})
        return answers | {program.exercises[-1]: program.code for program in drawn}

    def half_done(self, rng: random.Random) -> dict[str, str]:
        """Return the code of some exercises and, where it is a class, the first method of one more."""
        begun, *done = rng.sample(list(self.solved), rng.randint(2, len(self.solved)))
        answers = self.right(rng)
        return {name: answers[name] for name in done} | {begun: beginning(self.solved[begun], self.unsolved[begun])}

    def looping(self, rng: random.Random) -> dict[str, str]:
        """Return right code with a loop without end in one function or method that the student writes."""
        name = rng.choice(list(self.solved))
        return self.right(rng) | {name: looping(self.solved[name], self.unsolved[name], rng)}

    def put(self, answers: dict[str, str]) -> dict[str, str]:
        """Return the modules: the stubs with answers in the places of their exercises."""
        texts = dict(self.stubs)
        for name, code in answers.items():
            file = self.file_of[name]
            texts[file] = texts[file].replace(self.unsolved[name], code, 1)
        return texts


def handed_in(kind: str, material: Material, rng: random.Random, student: str) -> dict[str, bytes]:
    """Return the files of one submission."""
    if kind == "empty folder":
        return {}
    answers = {
        "half done": material.half_done,
        "one mistake": lambda rng: material.wrong(rng, 1),
        "two mistakes": lambda rng: material.wrong(rng, 2),
        "untouched": lambda rng: {},
        "endless loop": material.looping,
    }.get(kind, material.right)(rng)
    texts = material.put(answers)
    if kind != "untouched" and rng.random() < RENAMED:
        texts = {file: renamed(text) for file, text in texts.items()}
    if kind in ("syntax error", "wrong encoding"):
        file = rng.choice(list(texts))
        texts[file] = without_a_colon(texts[file], rng) if kind == "syntax error" else f"# écrit par moi\n{texts[file]}"
    encoding = "latin-1" if kind == "wrong encoding" else "utf-8"
    return {file: f"# {student}\n{text}".encode(encoding, "replace") for file, text in texts.items()}


def counts(number: int) -> dict[str, int]:
    """Return how many of each kind make a class of `number`; remainders go to the largest fractions."""
    exact = {kind: share * number / sum(SHARES.values()) for kind, share in SHARES.items()}
    found = {kind: int(value) for kind, value in exact.items()}
    by_fraction = sorted(exact, key=lambda kind: found[kind] - exact[kind])
    for kind in by_fraction[: number - sum(found.values())]:
        found[kind] += 1
    return found


def make_class(lesson: str, number: int, seed: int) -> list[Submission]:
    """Return a class of `number` submissions, in the order of the students' names."""
    rng, material = random.Random(seed), Material(lesson)
    kinds = [kind for kind, count in counts(number).items() for _ in range(count)]
    rng.shuffle(kinds)
    named = [(f"student{number:04}", kind) for number, kind in enumerate(kinds)]
    return [Submission(student, kind, handed_in(kind, material, rng, student)) for student, kind in named]


def write_class(submissions: list[Submission], folder: Path) -> Path:
    """Write a folder a student and return the folder of all."""
    for submission in submissions:
        (folder / submission.student).mkdir(parents=True)
        for file, content in submission.files.items():
            (folder / submission.student / file).write_bytes(content)
    return folder


def main() -> None:
    """Write a class and list who handed in what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lesson", default="lesson5")
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    submissions = make_class(given.lesson, given.submissions, given.seed)
    write_class(submissions, given.folder)
    for submission in submissions:
        print(f"{submission.student}  {submission.kind}")


if __name__ == "__main__":
    main()
