"""Which exercises a save touches."""

from grader.protocol.source import Cell, Module
from grader.watch.touched import fingerprints, touched

SOURCE = """
import torch

def helper(x):
    return x + 1

class Embedding:
    def __call__(self, x):
        return helper(x)

class Model:
    def __call__(self, x):
        return Embedding()(x)

def smooth(x):
    return x

if __name__ == "__main__":
    x = Model()
    print(smooth(3))
"""
EXERCISES = ["Embedding", "Model", "smooth"]


def after(*changes):
    """What is touched by these changes, each a text of the source and what stands in its place."""
    changed = SOURCE
    for old, new in changes:
        assert changed.count(old) == 1
        changed = changed.replace(old, new)
    before, now = (fingerprints([Module("m", [Cell("m.py", text)])]) for text in (SOURCE, changed))
    return touched(before, now, EXERCISES)


SMOOTH = ("    return x\n", "    return 2 * x\n")  # beside it, what touches nothing and what touches all are told apart


def test_the_exercise_whose_definition_has_changed():
    assert after(SMOOTH) == (["smooth"], [])


def test_the_exercise_first_and_then_what_uses_it():
    assert after(("return helper(x)", "return helper(2 * x)")) == (["Embedding"], ["Model"])


def test_all_that_use_a_helper_that_has_changed():
    assert after(("x + 1", "x + 2")) == (["Embedding", "Model"], [])


def test_all_when_an_import_has_changed():
    assert after(("import torch", "import torch, math"), SMOOTH) == (EXERCISES, [])


def test_all_when_only_a_comment_has_changed():
    assert after(("import torch", "# here\n\nimport torch  # and here"), SMOOTH) == (["smooth"], [])
    assert after(("import torch", "# here\n\nimport torch  # and here")) == (EXERCISES, [])


def test_all_when_the_block_that_no_check_runs_has_changed():
    assert after(("smooth(3)", "smooth(4)"), SMOOTH) == (["smooth"], [])
    assert after(("smooth(3)", "smooth(4)")) == (EXERCISES, [])


def test_all_when_a_module_that_is_imported_has_changed():
    def changed(first_line):
        """What is touched when `smooth` changes, and with it a module beside its own."""
        before, now = (
            fingerprints([
                Module("a", [Cell("a.py", f"{first_line}\ndef smooth(x): return {number} * x")]),
                Module("b", [Cell("b.py", f"def f(x): return {number}")]),
            ])
            for number in (1, 2)
        )  # fmt: skip
        return touched(before, now, EXERCISES)

    assert changed("from b import f") == (EXERCISES, [])
    assert changed("from c import f") == (["smooth"], [])
