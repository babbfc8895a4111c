"""Reading takes bounded time and memory, whatever a file holds, and the process that hands out work does not do it."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.amount import NAME_LIMIT, has_endless_name, words_in
from grader.intake.entries import Entry
from grader.intake.expected import Expected
from grader.intake.notebooks import CELL_LIMIT
from grader.intake.reader import CPU_SECONDS, MEMORY_BYTES, Reader

from .hostile_files import FILES

# What happens to a class of two: each line is status and detail, and then what it cost whom.
READ = """
import json, resource, sys
from pathlib import Path
from grader.intake.entries import Entry
from grader.intake.expected import Expected
from grader.intake.reader import Reader

with Reader(Expected("lesson1", ("layers",))) as reader:
    for name in sys.argv[1:]:
        answer = reader.read(Entry("s", Path(name))).result()
        print(json.dumps([answer.status, answer.detail, len(answer.modules)]))
own, reading = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([own.ru_utime + own.ru_stime, int(peak.split()[1]) * 1024]))  # ru_maxrss is inherited
print(json.dumps([reading.ru_utime + reading.ru_stime, reading.ru_maxrss * 1024]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems lack some of these limits")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_its_author_a_grade_and_nobody_else_anything(tmp_path, name):
    for folder, files in {"hostile": FILES[name], "honest": {"layers.py": lambda: b"x = 1"}}.items():
        (tmp_path / folder).mkdir()
        for file, content in files.items():
            (tmp_path / folder / file).write_bytes(content())
    command = [sys.executable, "-c", READ, str(tmp_path / "hostile"), str(tmp_path / "honest")]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    hostile, honest, own, reading = map(json.loads, finished.stdout.splitlines())
    assert hostile[0] == "unreadable"
    assert honest == ["", "", 1]
    assert own[0] < 2, "seconds of the process that hands out work"
    assert own[1] < 150 * 2**20, "bytes of it"
    print(f"{reading[0]:.1f} s, {reading[1] >> 20} MB; here {own[0]:.1f} s, {own[1] >> 20} MB: {hostile[1]}")
    assert reading[0] < 2 * CPU_SECONDS, "seconds of the process that reads"
    assert reading[1] < MEMORY_BYTES + 100 * 2**20, "bytes of it"


def test_a_class_of_ordinary_notebooks_with_long_outputs_is_read_whatever_version_they_are(tmp_path):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [{"output_type": "stream", "text": ["words\\n"] * 300_000}]}
    new = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{**cell, "source": "x = 1"}]}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [{**cell, "input": "x = 1"}]}]}
    with Reader(Expected("lesson1", ("layers",)), tmp_path) as reader:
        for number, made in enumerate((new, old, new)):
            (tmp_path / f"{number}.ipynb").write_text(json.dumps(made))
            answer = reader.read(Entry("s", tmp_path / f"{number}.ipynb")).result()
            assert (answer.status, [cell.source for cell in answer.modules[0].cells]) == ("", ["x = 1"])


def test_of_a_module_with_endless_cells_the_formgrader_is_given_as_many_as_of_a_notebook(tmp_path):
    text = "# %% [markdown]\n# words\n\n" * 10_000
    (tmp_path / "layers.py").write_text(f"def double(x):\n    return x + x\n\n{text}")
    with Reader(Expected("lesson1", ("layers",), frozenset({"double"})), tmp_path) as reader:
        work = reader.read(Entry("s", tmp_path / "layers.py"), work=True).result().work
    assert len(work) == CELL_LIMIT
    assert work[0].source.startswith("def double")
    assert work[-1].source == "*8,002 further cells are not shown here; they are in what was handed in.*"


SPACE = st.sampled_from(["", " ", "\t", " \\\n", "\\\n  ", "\f"])
PART = st.text(st.sampled_from("aé_9Ωa\u0301ª"), min_size=1, max_size=30).map(lambda text: f"a{text}")


@given(parts=st.lists(st.tuples(PART, SPACE, SPACE), min_size=2, max_size=8), many=st.integers(1, 400))
def test_a_dotted_name_is_too_long_however_it_is_written(parts, many):
    written = ".".join(f"{before}{part}{after}" for part, before, after in parts * many)
    for text in (f"import {written.strip()}", f"x = {written.strip()}\ny", f"from {written.strip()} import b"):
        assert has_endless_name(text) == (len(written.strip()) > NAME_LIMIT) or len(written) - NAME_LIMIT in range(80)


@given(st.lists(st.sampled_from(["a", "1", "f'{a}'", "(", ")", "+", "**", "\n", " ", "# a b", "'a b'", "é", "..."])))
def test_there_are_no_fewer_words_than_tokens_of_python(parts):
    import io
    import tokenize

    text = " ".join(parts)
    try:
        tokens = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.string.strip()]
    except (tokenize.TokenError, SyntaxError):
        return
    assert words_in(text) >= len(tokens) - text.count("**")  # a sign of two characters is one token
