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


def after(old, new):
    before, now = (fingerprints([Module("m", [Cell("m.py", SOURCE.replace(old, text))])]) for text in (old, new))
    return touched(before, now, EXERCISES)


def test_the_exercise_whose_definition_has_changed():
    assert after("    return x\n", "    return 2 * x\n") == (["smooth"], [])


def test_the_exercise_first_and_then_what_uses_it():
    assert after("return helper(x)", "return helper(2 * x)") == (["Embedding"], ["Model"])


def test_all_that_use_a_helper_that_has_changed():
    assert after("x + 1", "x + 2") == (["Embedding", "Model"], [])


def test_all_when_an_import_has_changed():
    assert after("import torch", "import torch, math") == (EXERCISES, [])


def test_all_when_only_a_comment_has_changed():
    assert after("import torch", "import torch  # here") == (EXERCISES, [])


def test_all_when_the_block_that_no_check_runs_has_changed():
    assert after("smooth(3)", "smooth(4)") == (EXERCISES, [])


def test_all_when_a_module_that_is_imported_has_changed():
    def modules(text):
        return [
            Module("a", [Cell("a.py", "from b import f\ndef smooth(x): return f(x)")]),
            Module("b", [Cell("b.py", text)]),
        ]

    before, now = fingerprints(modules("def f(x): return x")), fingerprints(modules("def f(x): return 2"))
    assert touched(before, now, EXERCISES) == (EXERCISES, [])
