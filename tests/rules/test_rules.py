"""What an exercise forbids is found however it is spelled, and nothing else is."""

import subprocess
import sys

import pytest

from grader.checks.forbidden import violation
from grader.protocol.source import Cell, Module

FORBIDDEN = ["torch.nn.functional.embedding", "torch.nn.RNN"]


def verdict(source, exercise="lookup"):
    return violation([Module("m", [Cell("m.py", source)])], exercise, FORBIDDEN)


@pytest.mark.parametrize(
    "source",
    [
        "import torch\ndef lookup(w, i): return torch.nn.functional.embedding(i, w)",
        "import torch.nn.functional as F\ndef lookup(w, i): return F.embedding(i, w)",
        "from torch.nn import functional\ndef lookup(w, i): return functional.embedding(i, w)",
        "from torch.nn.functional import embedding as e\ndef lookup(w, i): return e(i, w)",
        "import torch.nn.functional as F\nfind = F.embedding\ndef lookup(w, i): return find(i, w)",
        "import torch.nn.functional as F\ndef lookup(w, i): return getattr(F, 'embedding')(i, w)",
        "def lookup(w, i):\n    from torch.nn.functional import embedding\n    return embedding(i, w)",
        "def lookup(w, i): return __import__('torch').nn.functional.embedding(i, w)",
        "import importlib as il\ndef lookup(w, i): return il.import_module('torch.nn.functional').embedding(i, w)",
        "import torch\ndef helper(w, i): return torch.nn.functional.embedding(i, w)\nlookup = lambda *a: helper(*a)",
        "import torch\nclass lookup(torch.nn.RNN): pass",
        "import torch.nn.modules.rnn\nclass lookup(torch.nn.modules.rnn.RNN): pass",
        "import torch\nclass lookup: pass\nlookup.__call__ = torch.nn.functional.embedding",
    ],
)
def test_a_forbidden_name_is_found_however_it_is_spelled(source):
    found = verdict(source)
    assert found is not None
    assert found.kind == "forbidden"
    assert found.line > 0
    assert "torch.nn." in found.message


@pytest.mark.parametrize(
    "source",
    [
        "def lookup(w, i): return w[i]",
        "import torch\ndef lookup(w, i):\n    '''Equal to torch.nn.functional.embedding.'''\n    return w[i]",
        "import torch\ndef lookup(w, i): return w[i]\ndef other(w, i): return torch.nn.functional.embedding(i, w)",
        "import torch\ndef embedding(i, w): return w[i]\ndef lookup(w, i): return embedding(i, w)",
        "def lookup(w, i): return w.embedding(i)",
        "def lookup(:",
        "",
    ],
)
def test_what_is_allowed_is_left_alone(source):
    assert verdict(source) is None


def test_the_message_names_the_call_and_the_alias():
    found = verdict("import torch.nn.modules.rnn as r\nclass lookup(r.RNN): pass")
    assert "torch.nn.RNN" in found.message
    assert "torch.nn.modules.rnn.RNN" in found.message
    assert (found.file, found.line, found.source) == ("m.py", 2, "class lookup(r.RNN): pass")


def test_a_trap_does_not_hold_out_what_it_guards():
    program = (
        "import torch\nfrom grader.candidate.traps import Traps\n"
        "traps = Traps()\ntraps.forbid(['torch.nn.functional.embedding', 'torch.Tensor.softmax'])\n"
        "f, g = torch.nn.functional.embedding, torch.Tensor.softmax\n"
        "print(f.__name__, hasattr(f, '__wrapped__'), hasattr(g, '__wrapped__'))\n"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout.split() == ["embedding", "False", "False"]


def test_a_name_in_a_submission_imports_nothing():
    assert verdict("import numpy\ndef lookup(w, i): return numpy.f2py.__main__.x") is None
    assert "numpy.f2py.__main__" not in sys.modules  # importing it runs a program
