"""Find uses of forbidden names by reading the source.

The definition of the exercise is read together with every helper that it uses, in whichever of the modules. A name
counts as everything that it may stand for (`grader.course.flow`). What hides which function of a module is used is
refused as well (`grader.checks.hidden`). What objects do at run time is left to the traps in the candidate
(`grader.candidate.traps`).
"""

import ast
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from grader.checks.hidden import everywhere, hidden
from grader.course.flow import Flow, loaded
from grader.course.parsed import Source, cells_of, read, walk
from grader.protocol.forbidden import expand, resolve_owner
from grader.protocol.operations import Raised
from grader.protocol.source import Module

Cells = tuple[tuple[str, str], ...]  # file and source of each


def violation(modules: Sequence[Module], exercise: str, forbidden: Iterable[str]) -> Raised | None:
    """Return the first use of a forbidden name in an exercise, or of what hides which names are used, or None."""
    wanted = {full: resolve(full) for name in forbidden for full in expand(name)}
    if not wanted:
        return None
    rule = Prohibition(wanted)
    flow = _flow(tuple((module.name, cells_of(module)) for module in modules))
    refused: Raised | None = None
    for source, file, node in parts(flow, exercise):
        if sentence := rule.broken(flow, node):
            return _raised(sentence, source, file, node, exercise)
        if refused is None and (sentence := hidden(flow, node, rule.roots)):
            refused = _raised(sentence, source, file, node, exercise)
    if refused is None and (found := everywhere(flow)):
        source, file, node, sentence = found
        refused = _raised(sentence, source, file, node, exercise)
    return refused


def _raised(sentence: str, source: Source, file: str, node: ast.AST, exercise: str) -> Raised:
    return Raised(
        "forbidden", "Forbidden", sentence, file, getattr(node, "lineno", 0), source.line(file, node), exercise
    )


@functools.lru_cache(maxsize=4)  # every check of a submission asks; a large one takes much memory
def _flow(modules: tuple[tuple[str, Cells], ...]) -> Flow:
    return Flow({name: read(cells) for name, cells in modules})


def parts(flow: Flow, exercise: str) -> Iterator[tuple[Source, str, ast.AST]]:
    """Yield all parts of an exercise's definitions and of what they use, each once, with module and file."""
    todo = [(name, exercise) for name in flow.sources]
    asked, reached, yielded = set(todo), {name: set[int]() for name in flow.sources}, set[int]()
    while todo:
        module, name = todo.pop()
        source = flow.sources[module]
        for file, definition in source.reach(name, reached[module]):
            for node in walk(definition, yielded):
                yield source, file, node
                for further in flow.elsewhere(source, node) - asked:
                    asked.add(further)
                    todo.append(further)


class Prohibition:
    """What is forbidden, and by which other names it is known."""

    def __init__(self, wanted: dict[str, Any]) -> None:
        self.wanted = wanted
        self.by_id = {id(value): full for full, value in reversed(wanted.items()) if value is not None}
        # torch has most functions in several places: `torch.special.softmax` and `torch.ops.aten.softmax.default`
        self.by_last = {full.rpartition(".")[2]: full for full in reversed(wanted)}
        self.roots = {full.partition(".")[0] for full in wanted}

    def broken(self, flow: Flow, node: ast.AST) -> str:
        """Return a sentence if an expression may stand for what is forbidden, else ""."""
        if isinstance(node, ast.Name | ast.Attribute | ast.Call):
            for value in sorted(flow.of(node)):
                if full := self.full_name(value):
                    shown = full if value == full else f"{full} (here as {value})"
                    return f"the task is to do this without `{shown}`"
        return ""

    def full_name(self, value: str) -> str | None:
        """Return the forbidden name that a dotted name stands for, None if it is allowed."""
        if value in self.wanted:
            return value
        root, *others = value.split(".")
        if root not in self.roots or not others:
            return None
        return self.by_id.get(id(loaded(value))) or next(
            (self.by_last[part] for part in others if part in self.by_last), None
        )


@functools.cache
def resolve(dotted: str) -> Any:
    """Return the object that a dotted name stands for, None if there is none."""
    owner, attribute = resolve_owner(dotted) if "." in dotted else (None, dotted)
    return getattr(owner, attribute, None) if owner is not None else None
