"""A program that computes nothing of what was asked gets what its constructors are worth, and nothing for its answers.

`junk/` holds one such program a lesson. Its answers have the right shape and dtype, gradients flow through them, a
second call answers as the first did, errors are raised where they should be: so it has every property that a check asks
for besides the values. What it gets is compared with the same program whose functions have not been written.
"""

from __future__ import annotations

import ast
import re

import pytest
from grader.sandbox import probe, sufficient

from corpus import HERE, ROOT, SECTION
from driver import Examiner, earned

MODULE = {"lesson2": "mlp.py", "lesson5": "wavenet.py", "lesson6": "rnn.py"}
KEPT = ("__init__", "parameters", "zeros", "fan_in")
SHARE = 0.07  # of the points without trainings: lists of parameters that are right


def files_of(lesson: str) -> dict[str, str]:
    """Return the program of a lesson by file."""
    first, *others = SECTION.split((HERE / "junk" / f"{lesson}.py").read_text("utf-8"))
    return {MODULE[lesson]: first, **dict(zip(others[::2], others[1::2], strict=True))}


class Unwritten(ast.NodeTransformer):
    """Puts in place of what a function computes what a stub does."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        if node.name not in KEPT:
            node.body = ast.parse("raise NotImplementedError('Compute something.')").body
        return node


def submitted(lesson: str, files: dict[str, str]) -> dict[str, str]:
    """Return the files after the stubs of their exercises."""
    stubs = ROOT / "exercises" / lesson
    return {name: f"{(stubs / name).read_text('utf-8')}\n\n{text}" for name, text in files.items()}


@pytest.fixture(scope="module", params=MODULE)
def points(request):
    """The points by check of the program and of the same one without its functions, and those of right work."""
    if not sufficient(probe()):
        pytest.skip(str(probe()))
    lesson = request.param
    files = files_of(lesson)
    unwritten = {name: ast.unparse(Unwritten().visit(ast.parse(text))) for name, text in files.items()}
    right = {path.name: path.read_text("utf-8") for path in (ROOT / "solutions" / lesson).glob("*.py")}
    examiner = Examiner(lesson=lesson)
    try:
        junk, honest = (earned(examiner.grade(submitted(lesson, one))) for one in (files, unwritten))
        return junk, honest, earned(examiner.grade(right))
    finally:
        examiner.close()


def test_answers_that_have_nothing_to_do_with_the_task_get_no_point(points):
    junk, honest, _ = points
    assert not junk.keys() - honest.keys()


def test_what_is_left_are_constructors_and_few_points(points):
    junk, _, right = points
    assert all(re.search(r"parameters|starts|drawn|table", check) for check in junk)
    assert sum(junk.values()) <= SHARE * sum(right.values())
