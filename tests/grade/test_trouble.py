"""What goes wrong around grading: wrong words on the command line, a full disk, a kill, a worker that dies."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.examiner.service import Examinations
from grader.examiner.worker_protocol import ExaminerSettings, Job
from grader.processes.pool import Pool
from grader.protocol.source import Cell, Module


def words(subs: Path, out: Path, **changes: object) -> list[object]:
    return [subs, *(part for name, value in ({"lesson": "lesson1", "out": out} | changes).items()
                    for part in (f"--{name}", value))]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lesson": "lesson9"}, "no lesson 'lesson9' with checks; the lessons are: lesson1"),
        ({"isolation": "maybe"}, "choose auto, strict or none"),
        ({"limit": "call_secs=1"}, "no limit call_secs; the limits are: call_seconds"),
        ({"limit": "call_seconds=soon"}, "a limit is invalid"),
        ({"limit": "call_seconds=-1"}, "must be more than 0"),
    ],
)
def test_wrong_words_are_answered_by_what_would_be_right(grade, right, tmp_path, changes, message):
    (tmp_path / "subs" / "anna").mkdir(parents=True)
    (tmp_path / "subs" / "anna" / "layers.py").write_text(right)
    run = grade(*words(tmp_path / "subs", tmp_path / "out", **changes))
    assert (run.returncode, run.stdout) == (2, "")
    assert message in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_no_submissions_and_no_place_to_write_are_clear_errors(grade, tmp_path):
    missing = grade(*words(tmp_path / "nowhere", tmp_path / "out"))
    assert (missing.returncode, "there is no folder" in missing.stderr) == (2, True)
    assert (missing.stdout, (tmp_path / "out").exists()) == ("", False)
    (tmp_path / "file").write_text("")
    blocked = grade(*words(tmp_path, tmp_path / "file"))
    assert (blocked.returncode, "cannot write to" in blocked.stderr) == (1, True)


def test_a_folder_of_another_lesson_is_not_written_into(grade, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text('{"lesson": "lesson2", "seed": 3}')
    run = grade(*words(tmp_path, tmp_path / "out"))
    assert (run.returncode, "holds the verdicts of lesson2" in run.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["run.json"]


def test_results_written_among_the_submissions_are_nobodys_submission(grade, right, tmp_path):
    subs = tmp_path / "subs"
    (subs / "anna").mkdir(parents=True)
    (subs / "anna" / "layers.py").write_text(right)
    for out in ("graded", "a second time"):  # the second run finds the results of the first
        run = grade(*words(subs, subs / out))
        assert run.returncode == 0, run.stderr
        students = [line.split(",")[0] for line in (subs / out / "grades.csv").read_text("utf-8").splitlines()[1:]]
        assert students == ["anna"]
    assert "graded holds results of grading and is nobody's submission" in " ".join(run.stdout.split())


@pytest.mark.parametrize(("out", "where"), [(".", "the folder of submissions itself"), ("anna/out", "a student's")])
def test_results_are_not_written_into_what_students_have_handed_in(grade, right, tmp_path, out, where):
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / "layers.py").write_text(right)
    run = grade(*words(tmp_path, tmp_path / out))
    assert (run.returncode, where in run.stderr) == (2, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["anna", "layers.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
def test_a_full_disk_is_an_error_and_costs_nothing_that_was_kept(tmp_path):
    program = f"""
import resource
from pathlib import Path
from grader.grading.store import Store, StoreError
from grader.results.verdict import Verdict
store = Store(Path({str(tmp_path)!r}))
with store.locked():
    store.save("anna", Verdict(student="anna", lesson="lesson1"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    try:
        store.save("anna", Verdict(student="anna", lesson="lesson1", detail="x" * 5000))
    except StoreError as error:
        print(error)
    print(store.load("anna").detail == "", sorted(path.name for path in store.verdicts.iterdir()))
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
    assert "File too large; what was there before is kept. Free some space, then run the same command again" in said
    assert "True ['anna.json']" in said


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_that_was_graded_is_lost_to_a_kill(course, grade, right, tmp_path, how):
    for number in range(6):
        (tmp_path / "subs" / f"s{number}").mkdir(parents=True)
        (tmp_path / "subs" / f"s{number}" / "layers.py").write_text(f"import time; time.sleep({number})\n{right}")
    command = [sys.executable, "-m", "grader", "grade", *map(str, words(tmp_path / "subs", tmp_path / "out", jobs=1))]
    run = subprocess.Popen(command, cwd=course, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)
    verdicts = tmp_path / "out" / "verdicts"
    while len(list(verdicts.glob("*.json"))) < 2:
        assert run.poll() is None
        time.sleep(0.05)
    below = descendants(run.pid)
    assert len(below) > 1  # a worker and its candidates
    run.send_signal(how)
    _, said = run.communicate(timeout=180)
    kept = len(list(verdicts.glob("*.json")))
    if how != signal.SIGKILL:
        assert run.returncode == 130
        assert "of 6 are graded and saved; the same command continues there" in said
        assert (tmp_path / "out" / "grades.csv").exists()
    time.sleep(1)
    assert below & set(parents()) == set()
    again = grade(*words(tmp_path / "subs", tmp_path / "out"))
    assert again.returncode == 0
    assert f" {kept} unchanged since an earlier run" in f" {again.stdout}"
    assert (tmp_path / "out" / "grades.csv").read_text().count("6,6,graded") == 6


def parents() -> dict[tuple[int, int], int]:
    """Return the parent of every living process, which is known by its number and the moment it started."""
    found = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, parent, *fields = Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if state != "Z":
            found[int(entry), int(fields[17])] = int(parent)
    return found


def descendants(pid: int) -> set[tuple[int, int]]:
    """Return the living processes that a process has started, and those that these have started."""
    alive = parents()
    found: set[tuple[int, int]] = set()
    numbers = {pid}
    while new := {process for process, parent in alive.items() if parent in numbers} - found:
        found |= new
        numbers = {number for number, _ in new}
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="kills a worker by signal")
def test_a_worker_that_dies_is_replaced_and_its_submission_tried_once_more(course, right, tmp_path):
    settings = ExaminerSettings("lesson1", str(course / "exercises/lesson1"), seed=3)
    modules = [Module("layers", [Cell("layers.py", right)])]
    slow = [Module("layers", [Cell("layers.py", "import time; time.sleep(2)\n" + right)])]
    with open(tmp_path / "log", "wb") as log, Pool(Examinations(settings, log), 1, log) as pool:
        pool.wait()
        (first,) = pool.workers
        jobs = [pool.submit(Job("first", "1", slow)), pool.submit(Job("second", "2", modules))]
        while not first.busy:
            time.sleep(0.01)
        os.killpg(first.process.pid, signal.SIGKILL)
        scores = [job.result().score for job in jobs]
        (second,) = pool.workers
    assert (first.process.returncode, first.busy) == (-signal.SIGKILL, True)  # it died with the job in hand
    assert second is not first
    assert scores == [6, 6]


def test_a_worker_that_cannot_begin_is_an_error_that_names_the_log(course, tmp_path):
    from grader.errors import GraderError

    settings = ExaminerSettings("lesson9", str(course / "exercises/lesson9"), seed=3)
    with (
        open(tmp_path / "log", "wb") as log,
        Pool(Examinations(settings, log), 1, log) as pool,
        pytest.raises(GraderError, match=r"see .*log"),
    ):
        pool.wait()
    assert (tmp_path / "log").read_text()
