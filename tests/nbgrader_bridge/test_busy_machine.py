"""Under nbgrader too, what lacked processor time is examined again, alone, and gets no number if that fails."""

import logging
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader.errors import GraderError
from grader.grading.run import RunSettings
from grader.nbgrader_bridge.execute import ExaminerExecute
from grader.nbgrader_bridge.run import AutogradeRun
from grader.protocol.source import Cell, Module
from grader.results.check import NO_PROCESSOR, CheckResult
from grader.results.verdict import make_verdict, status_of


def verdict_on(student, lacking):
    check = CheckResult(check="lesson1/test_it.py::test_it", exercise="It", lesson="lesson1", points=1)
    check.status, check.reason = ("undecided", NO_PROCESSOR) if lacking else ("passed", "")
    status, detail = status_of([check])
    return make_verdict(student, "lesson1", 1, status=status, detail=detail, checks=[check])


class BusyWorkers:
    """A grading run whose first answers on ann lack processor time."""

    def __init__(self, lacking):
        self.lacking, self.submitted, self.kept = lacking, [], {}
        self.store = SimpleNamespace(load=self.kept.get, save=self.kept.__setitem__, verdicts=Path("verdicts"))

    def job(self, student, modules):
        return SimpleNamespace(student=student, digest=modules[0].cells[0].source)

    def submit(self, job):
        self.submitted.append(job.student)
        self.lacking -= job.student == "ann"
        answer = Future()
        answer.set_result(verdict_on(job.student, job.student == "ann" and self.lacking >= 0))
        return answer

    def close(self, at_once=False):
        pass

    log = SimpleNamespace(close=lambda: None)


def run_with(lacking):
    run = AutogradeRun(RunSettings(lesson="lesson1"))
    run.grading, run.assignment = BusyWorkers(lacking), "lesson1"
    return run


def modules_of(student):
    return [Module("lesson1", [Cell("lesson1[1]", f"x = {student!r}")])]


def test_it_is_examined_again_after_what_has_been_begun_early():
    run = run_with(1)
    run.begin("bob", modules_of("bob"))
    assert run.examine("ann", modules_of("ann")).status == "graded"
    assert run.grading.submitted == ["bob", "ann", "ann"]


def test_a_notebook_that_lacks_it_even_then_is_an_error_of_the_command_and_no_score(monkeypatch):
    run = run_with(9)
    monkeypatch.setattr(ExaminerExecute, "_run", lambda self, assignment: run)
    execute = ExaminerExecute(log=logging.getLogger("test"))
    names = {"student": "ann", "notebook": "lesson1", "assignment": "lesson1"}
    nb = new_notebook(cells=[new_code_cell("x = 1")])
    with pytest.raises(GraderError, match=r"^ann: 1 point not examined: other programs left too little processor time"):
        execute.preprocess(nb, {"nbgrader": names, "metadata": {"path": ""}})
    assert run.grading.kept["ann"].status == "incomplete"
    assert nb.cells[0].outputs == []
