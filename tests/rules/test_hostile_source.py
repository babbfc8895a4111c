"""Reading a source takes time in proportion to its length, whatever stands in it, and runs nothing."""

import subprocess
import sys
import time

import pytest

from grader.checks.forbidden import violation
from grader.plugin.unwritten import stub_parts
from grader.protocol.source import Cell, Module

FORBIDDEN = ["torch.nn.*", "torch.nn.functional.*"]

MANY = "import torch\n" + "".join(f"F = torch.q{i}\n" for i in range(31)) + "".join(f"s = 'a{i}'\n" for i in range(15))

# Each makes a source of about `n` thousand characters.
HOSTILE = {
    "chains of attributes, 700 deep": lambda n: "def f():\n" + f" x{'.a' * 700}\n" * (n * 1000 // 1404),
    "chains of a forbidden package": lambda n: "import torch\ndef f():\n" + " torch.nn.x.y.z.u\n" * (n * 1000 // 18),
    "many names of one statement": lambda n: (
        "def f(): a0\n" + "".join(f"a{i} = " for i in range(n * 1000 // 18)) + "+".join(f"a{i}" for i in range(n * 100))
    ),
    "a chain of elif": lambda n: "def f(): a\nif a: pass\n" + "elif a: f = a\n" * min(n * 1000 // 14, 900),
    "one long name, used often": lambda n: f"import {'x' * n * 500} as a\ndef f():\n" + " a.b\n" * (n * 500 // 5),
    "one long module, imported from often": lambda n: (
        f"from {('x' * 500 + '.') * n}y import " + ", ".join(f"a{i}" for i in range(n * 500 // 8)) + "\ndef f(): a1.b"
    ),
    "getattr of getattr": lambda n: (
        "def f():\n" + (" " + "getattr(" * 80 + "x" + ", 'a')" * 80 + "\n") * (n * 1000 // 1132)
    ),
    "helpers that use each other": lambda n: "".join(
        f"def f{i}(): f{i + 1}, f{i + 2}, f\n" for i in range(n * 1000 // 35)
    ) + "def f(): f0\n",
    "a name of many modules": lambda n: MANY + "def f():\n" + " F\n F.a\n" * (n * 1000 // 8),
    "getattr of many modules by many names": lambda n: MANY + "def f():\n" + " getattr(F, s)\n" * (n * 1000 // 15),
    "names that stand for each other": lambda n: (
        MANY + "".join(f"a{i} = a{i + 1}\n" for i in range(n * 50)) + f"a{n * 50} = F\ndef f(): a0.b\n"
    ),
    "many star imports": lambda n: "from torch import *\n" * n + "def f():\n" + " a, b, sin\n" * (n * 1000 // 11),
    "star imports of many modules": lambda n: (
        "".join(f"from torch.q{i} import *\n" for i in range(n * 2)) + "def f():\n" + " a, b\n" * (n * 1000 // 11)
    ),
    "scopes in scopes": lambda n: "def f(): a\n" + (
        "a = " + "".join(f"lambda x{i}: " for i in range(80)) + "(" + "y, " * 200 + ")\n"
    ) * (n * 1000 // 1600),
}  # fmt: skip


def reading(source):
    """Return the seconds of processor time that it takes to read a source for one exercise."""
    modules = [Module("m", [Cell("m.py", source)])]
    begun = time.process_time()
    violation(modules, "f", FORBIDDEN)
    list(stub_parts(modules))
    return time.process_time() - begun


@pytest.mark.parametrize("name", HOSTILE)
def test_a_source_of_four_times_the_length_takes_no_more_than_about_four_times_as_long(name):
    short, long = HOSTILE[name](50), HOSTILE[name](200)
    reading("import torch\ndef f(): torch.nn.RNN")  # what is cached once is not counted
    least = min(reading(short + " " * i) for i in range(3))
    most = min(reading(long + " " * i) for i in range(2))
    # A quadratic way takes sixteen times as long; a hundredth of a second is what the clock cannot tell apart.
    assert most < 9 * least + 0.05
    assert most < 10  # seconds: what is quadratic in the depth of a line is not in the number of lines


@pytest.mark.parametrize(
    "modules",
    [
        [Module(f"m{i}", [Cell(f"m{i}.py", f"def f{i}(): f{i + 1}\n" + "a = a, a\n" * 2000)]) for i in range(50)],
        [Module("m", [Cell(f"m[{i}]", f"%cd {i}\n" + "a = a, a\n" * 200, notebook=True) for i in range(100)])],
    ],
    ids=["fifty helpers", "a hundred cells with magics"],
)
def test_what_every_check_reads_is_read_once(modules):
    def read_all():
        begun = time.process_time()
        violation(modules, "f", FORBIDDEN)
        return time.process_time() - begun

    first = read_all()
    again = min(read_all() for _ in range(3))
    assert again < first / 10


def test_a_name_of_a_package_that_is_not_loaded_is_not_imported():
    program = (
        "import sys, torch\n"
        "from grader.checks.forbidden import violation\n"
        "from grader.protocol.source import Cell, Module\n"
        "source = 'import torch\\ndef f(): torch._inductor.config, torch._dynamo.x, torch.onnx.y'\n"
        "violation([Module('m', [Cell('m.py', 'def f(): 1')])], 'f', ['torch.nn.*'])\n"
        "before = set(sys.modules)\n"
        "violation([Module('m', [Cell('m.py', source)])], 'f', ['torch.nn.*'])\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"


def test_what_is_defined_in_an_except_clause_or_a_match_is_read_too():
    for block in ("try:\n a\nexcept NameError:\n ", "match a:\n case _:\n  ", "while a:\n pass\nelse:\n "):
        source = f"import torch\n{block}def f(): return torch.nn.RNN"
        assert violation([Module("m", [Cell("m.py", source)])], "f", ["torch.nn.RNN"]) is not None, block
