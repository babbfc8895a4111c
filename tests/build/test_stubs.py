"""The stub module: each part raises with its own sentence, everything else stays as it is."""

import pytest

from grader.build.stubs import LINE_LENGTH, stub_module
from grader.course.regions import BuildError


def stub_of(sentence: str) -> str:
    return stub_module(f"def f(x):\n    ### BEGIN SOLUTION {sentence}\n    return x\n    ### END SOLUTION\n", "m.py")


def raised_by(stub: str) -> str:
    """Run a stub module and return what its `f` says."""
    namespace: dict = {}
    exec(stub, namespace)
    with pytest.raises(NotImplementedError) as caught:
        namespace["f"](1)
    return str(caught.value)


def test_a_part_becomes_its_sentence_and_the_rest_stays():
    before = '"""Title."""\n\n# %% [markdown]\n# # Story\n\n\n# %%\nclass A:\n    def f(self):\n        # here\n'
    part = "### BEGIN SOLUTION Do f.\n        x = 1\n\n        if x:\n            x = 2\n        ### END SOLUTION"
    after = "\n        return x  # after\n"
    stub = stub_module(f"{before}        {part}{after}", "m.py")
    assert stub == f'{before}        raise NotImplementedError("Do f."){after}'


def test_each_part_gets_its_own_sentence():
    part = "def {0}():\n    ### BEGIN SOLUTION Do {0}.\n    return 1\n    ### END SOLUTION\n"
    stub = 'def {0}():\n    raise NotImplementedError("Do {0}.")\n'
    assert stub_module("".join(map(part.format, "abc")), "m.py") == "".join(map(stub.format, "abc"))


@pytest.mark.parametrize(
    "sentence",
    [
        'Return the "rows".',
        "Return x's rows.",
        r"Return the \1 rows.",
        'Say "it\'s".',
        "Teile durch √C – nicht durch C.",
    ],
)
def test_a_sentence_arrives_as_it_was_written(sentence):
    assert raised_by(stub_of(sentence)) == sentence


def test_a_long_sentence_is_wrapped_and_arrives_whole():
    sentence = "Return the rows of the weight that the indices name, " * 6 + "whatever their shape."
    stub = stub_of(sentence)
    assert raised_by(stub) == sentence
    assert max(map(len, stub.splitlines())) <= LINE_LENGTH


def test_a_module_without_parts_is_its_own_stub():
    text = "import math\n\n\ndef given():\n    return math.pi\n"
    assert stub_module(text, "m.py") == text


def test_what_is_no_python_without_the_parts_is_refused():
    text = (
        "def f(x):\n    ### BEGIN SOLUTION A.\n    if x:\n        x = 1\n    ### END SOLUTION\n    else:\n        x\n"
    )
    with pytest.raises(BuildError, match=r"m\.py: without the student's parts the module is not valid Python"):
        stub_module(text, "m.py")
