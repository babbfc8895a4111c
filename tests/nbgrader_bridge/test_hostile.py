"""What the bridge itself reads, outside of any sandbox, cannot stop it or bring in what was not handed in."""

import contextlib
import os
import shutil
import signal
import sys
import time

import nbformat
import pytest

from grader.errors import GraderError
from grader.examiner.orders import Job, Order
from grader.examiner.service import Examinations
from grader.nbgrader_bridge.execute import code_of
from grader.nbgrader_bridge.reading import NOTE, read_notebook
from grader.processes.pool import Pool
from grader.protocol.source import Cell, Module

from .conftest import nbgrader, right_answers, submit
from .test_ahead import verdicts


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux")
def test_a_name_that_is_no_text_stops_nobody_else(copy):
    right = right_answers(copy)
    submit(copy, "ann", right)
    submit(copy, os.fsdecode(b"m\xff"), right)
    submit(copy, "zoe", right)
    with contextlib.suppress(AssertionError):  # nbgrader itself says that it failed on one of them
        nbgrader(copy, "autograde", "lesson1")
    found = verdicts(copy)
    assert {"ann", "zoe"} <= set(found)
    assert {found[name]["status"] for name in ("ann", "zoe")} == {"graded"}


def test_a_link_brings_in_neither_the_reference_nor_a_neighbour(copy):
    right = right_answers(copy)
    honest = submit(copy, "ann", right)
    imports = {"double": "from numbers_by_hand import double, area"}
    beside = submit(copy, "bob", imports).parent / "numbers_by_hand.py"
    shutil.copy(copy / "solutions/lesson1/numbers_by_hand.py", beside)  # no link: brought in
    file = submit(copy, "thief", imports)
    os.symlink(copy / "solutions/lesson1/numbers_by_hand.py", file.parent / "numbers_by_hand.py")
    os.symlink(honest.parents[1], copy / "submitted" / "shadow")
    nbgrader(copy, "autograde", "lesson1")
    found = verdicts(copy)
    points = {name: sum(o["points"] for o in v["checks"] if o["status"] == "passed") for name, v in found.items()}
    assert points == {"ann": 6.0, "bob": 5.0, "thief": 0.0, "shadow": 0.0}
    assert "symbolic link" in found["shadow"]["detail"]


def test_a_cell_of_megabytes_is_not_parsed_where_nbgrader_runs():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a\n" * 2**21)])
    begun = time.process_time()
    (cell,), _ = code_of(notebook, "lesson1")
    assert len(cell.source) == 2**22
    assert time.process_time() - begun < 3  # parsing it takes twenty seconds and gigabytes


def test_a_notebook_with_thousands_of_cells_is_not_read(tmp_path):
    path = tmp_path / "lesson1.ipynb"
    path.write_text('{"cells": [' + ",".join(['{"cell_type": "code"}'] * 50_000) + "]}")
    assert "50,000 cells" in read_notebook(path).metadata[NOTE]["unreadable"]


def test_nobody_gets_the_verdict_of_somebody_whose_workers_died(copy, tmp_path):
    """The worker dies during one submission, and the one in its place before it is ready."""
    order = Order("lesson1", str(copy / "exercises/lesson1"), 7, training=False)
    with (tmp_path / "log").open("wb") as log, Pool(Examinations(order, log), 1, log) as pool:
        pool.wait()
        slow = "import time\ntime.sleep(4)\ndef double(x): return 2 * x\n"
        first = pool.submit(Job("first", "1", [Module("m", [Cell("m.py", slow)])]))
        second = pool.submit(Job("second", "2", [Module("m", [Cell("m.py", "x = 1\n")])]))
        before = set()
        for _ in range(2):
            while not (new := [worker for worker in pool.workers if worker not in before]) or not (
                before or new[0].busy
            ):
                time.sleep(0.01)
            before |= set(new)
            os.killpg(new[0].process.pid, signal.SIGKILL)
        with pytest.raises(GraderError, match="before it was ready"):
            first.result(60)
        verdict = second.result(60)
    assert (verdict.student, verdict.digest, verdict.status) == ("second", "2", "graded")
    assert verdict.score == 0
