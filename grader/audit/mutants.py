"""Small changes to a reference: operators, numbers, truth values, keywords and lines, in the student's part only.

cosmic-ray's operators make the changes; two of our own leave out a keyword argument or a whole statement. Its runner
is not used: it starts pytest again for every change, and `grader.audit.run` checks many changes in the same time.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.audit.subjects import Subject, modules_in
from grader.course.lesson import Lesson
from grader.protocol.source import Cell, Module

REGION = re.compile(r"^\s*### (BEGIN|END) SOLUTION")
ARITHMETIC = ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow")
PLAIN = (
    "NumberReplacer", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd", "AddNot",
    "ZeroIterationForLoop", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "RemoveDecorator",
)  # fmt: skip


class Mutant(NamedTuple):
    """A changed module: the line, its text before and its text now."""

    module: str
    line: int
    before: str
    after: str
    source: str
    number: int = 1  # counts changes with the same text, since the same line may occur in two exercises

    @property
    def name(self) -> str:
        """A unique name that stays the same when lines move: the module, both texts, and the number from 2 on."""
        again = f" (no. {self.number})" if self.number > 1 else ""
        return f"{self.module}: {self.before} -> {self.after}{again}"


def solution_lines(source: str) -> set[int]:
    """Return the numbers of the lines between the marks of a student's part."""
    inside, found = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        mark = REGION.match(line)
        if mark:
            inside = mark.group(1) == "BEGIN"
        elif inside:
            found.add(number)
    return found


def mutants_of(path: Path) -> list[Mutant]:
    """Return all changes to the student's parts of a module that give a different program, each once."""
    source = path.read_text("utf-8")
    allowed, seen, found = solution_lines(source), {ast.dump(ast.parse(source))}, []
    for changed in (*by_cosmic_ray(source), *without_keywords(source), *without_statements(source)):
        lines = difference(source, changed)
        if not lines or lines[0] not in allowed:
            continue
        try:
            program = ast.dump(ast.parse(changed))
        except SyntaxError:
            continue
        if program not in seen:
            seen.add(program)
            found.append(Mutant(path.stem, *lines, changed))
    return numbered(sorted(found, key=lambda mutant: mutant.line))


def numbered(mutants: Sequence[Mutant]) -> list[Mutant]:
    """Return the changes with those of the same text numbered, so that each needs its own reason."""
    seen: Counter[str] = Counter()
    found = []
    for mutant in mutants:
        seen[mutant.name] += 1
        found.append(mutant._replace(number=seen[mutant.name]))
    return found


def by_cosmic_ray(source: str) -> Iterator[str]:
    """Yield the source after each change made by cosmic-ray's operators."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    for name in operator_names():
        if wanted(name.partition("/")[2]):
            for occurrence in range(10_000):
                changed = mutate_code(source, get_operator(name)(), occurrence)
                if changed is None:
                    break
                yield changed


def wanted(operator: str) -> bool:
    """Choose operators: nobody uses bit operations on tensors of floats by mistake."""
    kind, _, rest = operator.partition("_")
    if kind == "ReplaceBinaryOperator":
        return all(part in ARITHMETIC for part in rest.split("_"))
    return kind in ("ReplaceComparisonOperator", "ReplaceUnaryOperator") or kind in PLAIN


def without_keywords(source: str) -> Iterator[str]:
    """Yield the source after leaving out each keyword argument of a call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                yield replaced(source, node, ast.Call(node.func, node.args, [k for k in node.keywords if k != keyword]))


def without_statements(source: str) -> Iterator[str]:
    """Yield the source after replacing each assignment, raise, return and expression with `pass`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Raise | ast.Expr | ast.Return):
            yield replaced(source, node, ast.Pass())


def replaced(source: str, node: ast.expr | ast.stmt, by: ast.AST) -> str:
    """Return the source with the text of one node replaced by that of another."""
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: (node.end_lineno or 0) - 1])) + (node.end_col_offset or 0)
    data = source.encode()
    return (data[:start] + ast.unparse(by).encode() + data[end:]).decode()


def difference(source: str, changed: str) -> tuple[int, str, str] | tuple[()]:
    """Return the first line that differs, as number, text before and text after; empty for no difference."""
    old, new = source.splitlines(), changed.splitlines()
    for number, (before, after) in enumerate(zip(old, new, strict=False), 1):
        if before != after:
            return number, before.strip(), after.strip()
    return ()


def subjects(lesson: Lesson) -> list[Subject]:
    """Return every change of a lesson's references as a program to check, with the exercise that it is in."""
    whole = modules_in(lesson, lesson.solutions)
    found = []
    for path in lesson.modules():
        for mutant in mutants_of(path):
            exercise = next(
                name
                for name, (file, definition) in lesson.definitions().items()
                if file == path and definition.first <= mutant.line <= definition.last
            )
            changed = [
                Module(m.name, [Cell(m.cells[0].file, mutant.source)]) if m.name == mutant.module else m for m in whole
            ]
            found.append(
                Subject(
                    name=f"{lesson.name}/{mutant.name}",
                    lesson=lesson.name,
                    kind="mutant",
                    modules=changed,
                    exercises=[exercise],
                )
            )
    return found
