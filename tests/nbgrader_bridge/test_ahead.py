"""While nbgrader is busy with one notebook, the next ones are examined: nothing but the time it takes may change."""

import json
import re
import signal
import subprocess
import sys
import time

from .conftest import cell_of, configure, nbgrader, right_answers, submit

WRONG = "def double(x):\n    return x * x\n"
AFTERWARDS = '''
from nbgrader.preprocessors import NbGraderPreprocessor

class Correct(NbGraderPreprocessor):
    """Stands for anything that changes the code between what was handed in and what is graded."""

    def preprocess_cell(self, cell, resources, index):
        cell.source = cell.source.replace("x * x", "2 * x")
        return cell, resources

c.Autograde.sanitize_preprocessors.append(Correct)
'''


def submit_class(root):
    """Twelve students: right, wrong, without a cell of the release, not to be read, and with a file beside."""
    right = right_answers(root)
    for number in range(8):
        submit(root, f"right {number}", right)
    submit(root, "wrong", {**right, "double": WRONG})
    submit(root, "without", right, lambda nb: nb.cells.remove(cell_of(nb, "test_double")))
    submit(root, "broken", right).write_text("{")
    file = submit(root, "with a file", {**right, "double": "from beside import twice as double"})
    (file.parent / "beside.py").write_text("def twice(x):\n    return 2 * x\n")


def verdicts(root):
    """What each student got, without the seconds that it took."""
    found = {}
    for path in sorted((root / "examined/lesson1/verdicts").glob("*.json")):
        verdict = json.loads(path.read_text())
        for key in ("seconds", "timings", "used"):
            verdict.pop(key, None)
        found[path.stem] = verdict
    return found


def test_verdicts_are_those_of_one_worker_and_every_notebook_was_foreseen(copy):
    submit_class(copy)
    log = nbgrader(copy, "autograde", "lesson1", "--ExaminerExecute.jobs=2", "--log-level=DEBUG")
    side_by_side = verdicts(copy)
    early = dict(re.findall(r"DEBUG\] (.*) begun early: (\w+)", log))
    assert set(early) == set(side_by_side) - {"broken"}
    assert set(early.values()) == {"True"}
    nbgrader(copy, "autograde", "lesson1", "--force", "--ExaminerExecute.jobs=1")
    assert verdicts(copy) == side_by_side
    assert {name: v["status"] for name, v in side_by_side.items() if v["status"] != "graded"} == {
        "broken": "unreadable"
    }


def test_what_was_graded_before_is_not_begun_again(copy):
    right = right_answers(copy)
    for name in ("ann", "bob", "cid"):
        submit(copy, name, right)
    nbgrader(copy, "autograde", "lesson1", "--student=bob")
    log = nbgrader(copy, "autograde", "lesson1", "--log-level=DEBUG")
    assert re.findall(r"DEBUG\] (\w+) begun early", log) == ["ann", "cid"]


def test_code_that_changes_after_it_was_foreseen_is_examined_as_it_is_then(copy):
    for name in ("ann", "bob", "cid"):
        submit(copy, name, {**right_answers(copy), "double": WRONG})
    configure(copy, AFTERWARDS)
    log = nbgrader(copy, "autograde", "lesson1", "--log-level=DEBUG")
    assert set(re.findall(r"begun early: (\w+)", log)) == {"False"}
    points = [sum(o["points"] for o in v["checks"] if o["status"] == "passed") for v in verdicts(copy).values()]
    assert points == [6.0, 6.0, 6.0]


def test_ctrl_c_ends_it_soon_though_others_have_been_begun(copy):
    slow = "import time\ntime.sleep(2.5)\n" + WRONG
    for number in range(20):
        submit(copy, f"slow {number:02}", {**right_answers(copy), "double": slow})
    process = subprocess.Popen(
        [sys.executable, "-m", "nbgrader", "autograde", "lesson1", "--ExaminerExecute.jobs=2"],
        cwd=copy, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if "Examined slow 01" in line:
            break
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode
    assert time.monotonic() - begun < 20  # 18 of them would take 23 s and more, a worker's orderly end up to 20
    assert 2 <= len(verdicts(copy)) < 20
