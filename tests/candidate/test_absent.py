"""A missing name is explained by what explains it: the cell that should define it, another name, or another place."""

import pytest

from grader.candidate.loader import Namespace
from grader.protocol.source import Cell, Module

DATA = "words = open('names_of_nowhere.txt').read().splitlines()"
IMPORTS = "import torch\nimport torch.nn.functional as F\n%matplotlib inline"
PLOT = "import matplotlib.pyplot_of_nowhere as plt"

# Notebooks as people write them: the data is elsewhere, the plots do not work, a name is another one.
RENAMED = [
    IMPORTS,
    DATA,
    "class Embed:\n    def __init__(self, n, d): self.weight = torch.randn(n, d)",
    "emb = Embed(27, 10)",
]
CAMEL = [DATA, "class batch_norm:\n    pass", "class Wavenet:\n    pass", "def flatten_consecutive(x, n): return x"]
LATER = [IMPORTS, "x = torch.ones(3)\nx @ x @ x", "class Linear:\n    size = sizes[0]\n", "class Tanh:\n    pass"]
BROKEN = [DATA, "class Linear:\n    def __call__(self, x)\n        return x", "class Tanh:\n    pass"]
IN_A_CLASS = [PLOT + "; x = 1 / 0", "class RNN:\n    def generate(self, n):\n        return n\n"]
IN_MAIN = ["if __name__ == '__main__':\n    def smooth(x):\n        return x\n"]
IMPORTED = [DATA, "from layers_of_nowhere import Linear, Tanh"]
STARRED = ["from layers_of_nowhere import *", "n = 3"]
USED = [DATA, "h = Embedding(3, 4)", "class Embeding:\n    pass"]


def missing(name: str, cells: list[str], notebook: bool = True) -> str:
    made = [Cell(f"lesson5.ipynb[{number}]", cell, notebook) for number, cell in enumerate(cells, 1)]
    raised = Namespace([Module("lesson5", made)]).missing(name)
    return f"{raised.file} {raised.type}: {raised.message}"


@pytest.mark.parametrize(
    ("cells", "name", "words"),
    [
        (RENAMED, "Embedding", "there is `Embed`: did you rename it?"),
        (CAMEL, "BatchNorm1d", "there is `batch_norm`: did you rename it?"),
        (CAMEL, "WaveNet", "there is `Wavenet`: did you rename it?"),
        (CAMEL, "FlattenConsecutive", "there is `flatten_consecutive`: did you rename it?"),
        (USED, "Embedding", "there is `Embeding`: did you rename it?"),
        (LATER, "Linear", "lesson5.ipynb[3] NameError: name 'sizes' is not defined"),
        (BROKEN, "Linear", "lesson5.ipynb[2] SyntaxError: expected ':'"),
        (IMPORTED, "Tanh", "lesson5.ipynb[2] ModuleNotFoundError"),
        (IN_A_CLASS, "generate", "line 2 of lesson5.ipynb[2] defines it inside of `RNN`: move it to the left margin"),
        (IN_MAIN, "smooth", "line 2 of lesson5.ipynb[1] defines it inside of a block that is not run"),
        (IN_A_CLASS, "sample", "did you rename or delete it? lesson5.ipynb[1] did not run either (ZeroDivisionError"),
        (STARRED, "sample", "rename or delete it? And line 1 of lesson5.ipynb[1] failed (layers_of_nowhere is not"),
    ],
)
def test_the_reason_is_the_one_that_explains_this_name(cells, name, words):
    assert words in missing(name, cells)


@pytest.mark.parametrize("cells", [RENAMED, CAMEL, IN_A_CLASS, USED])
def test_a_cell_that_has_nothing_to_do_with_the_name_is_not_what_is_shown(cells):
    assert missing("Embedding", cells).startswith(" NameError: there is no `Embedding` in")


def test_a_file_that_does_not_run_at_all_explains_every_name_in_it():
    cells = ["import torch\n\ndfe Embedding(n):\n    return n\n"]
    assert (
        missing("Embedding", cells, notebook=False)
        == "lesson5.ipynb[1] SyntaxError: invalid syntax (as Python 3.11 reads it)"
    )


def test_names_of_libraries_are_not_taken_for_renamed_ones():
    assert "rename or delete" in missing("Embed", ["from torch.nn import Embedding\nEmb = 3"])
