"""What an audit checks: the programs of a bank, the references and the stubs, as modules that the loader can run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from grader.audit.bank import Program
from grader.course.lesson import Lesson
from grader.errors import GraderError
from grader.protocol.source import Cell, Module

Kind = Literal["wheat", "chaff", "reference", "stub", "mutant"]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """One program and one run of checks on it.

    `exercises` limits the checks to those of some exercises; None stands for all in the lesson. `seed` draws the
    examples; None stands for the fixed ones of a student's run.
    """

    name: str
    lesson: str
    kind: Kind
    modules: list[Module]
    exercises: list[str] | None = None
    seed: int | None = None
    program: Program | None = None

    @property
    def label(self) -> str:
        """The name, with the seed if there is one."""
        return self.name if self.seed is None else f"{self.name} (seed {self.seed})"


def modules_in(lesson: Lesson, folder: Path) -> list[Module]:
    """Return the lesson's modules as they are in `folder`: the references or the stubs."""
    missing = [path.name for path in lesson.modules() if not (folder / path.name).exists()]
    if missing:
        raise GraderError(f"{folder} lacks {', '.join(missing)}; make the stubs with: grader build {lesson.name}")
    return [
        Module(path.stem, [Cell(lesson.label(folder / path.name), (folder / path.name).read_text("utf-8"))])
        for path in lesson.modules()
    ]


def references(lesson: Lesson, seeds: Iterable[int | None]) -> list[Subject]:
    """Return the reference, once per seed."""
    modules = modules_in(lesson, lesson.solutions)
    return [Subject(name=lesson.name, lesson=lesson.name, kind="reference", modules=modules, seed=s) for s in seeds]


def stubs(lesson: Lesson) -> Subject:
    """Return the stubs."""
    return Subject(name=lesson.name, lesson=lesson.name, kind="stub", modules=modules_in(lesson, lesson.exercises))


def of_program(program: Program, lesson: Lesson, seeds: Iterable[int | None]) -> list[Subject]:
    """Return a program of the bank, once a seed: the reference's modules, with the bank's file run after its own.

    A wheat has to pass all checks of the lesson. A chaff has to be caught by the checks of the exercises that it
    defines: if a later exercise fails with it, that says nothing for that exercise's checks.
    """
    modules = [
        Module(module.name, [*module.cells, Cell(program.path, program.source)])
        if module.name == program.module
        else module
        for module in modules_in(lesson, lesson.solutions)
    ]
    return [
        Subject(
            name=f"{program.kind}_{program.slug}",
            lesson=lesson.name,
            kind=program.kind,
            modules=modules,
            exercises=program.exercises if program.kind == "chaff" else None,
            seed=seed,
            program=program,
        )
        for seed in seeds
    ]
