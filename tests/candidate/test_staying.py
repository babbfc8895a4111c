"""What ends the process costs the cell that does it, which the message names; alike in one's own run and the grade."""

import os
import signal
import sys

import pytest

from grader.candidate.loader import Namespace
from grader.candidate.staying import ProcessEnded, staying_alive
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import Limits
from grader.examiner.session import CandidateSession
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module

ENDS = [
    "os._exit(0)",
    "os.abort()",
    "os.kill(os.getpid(), 9)",
    "os.kill(os.getpid(), signal.SIGTERM)",
    "os.killpg(0, signal.SIGKILL)",
    "signal.raise_signal(signal.SIGABRT)",
    "sys.exit(3)",
    "raise SystemExit",
]
UNSTOPPABLE = ["import ctypes\nctypes.CDLL(None).abort()", "import ctypes\nctypes.CDLL(None)._exit(0)"]


def modules(*cells: str) -> list[Module]:
    made = [Cell(f"lesson5.ipynb[{number}]", cell, notebook=True) for number, cell in enumerate(cells, 1)]
    return [Module("lesson5", made)]


def notebook(end: str) -> list[Module]:
    return modules(
        "def first(): return 1", f"import os, signal, sys\n{end}\ndef second(): return 2", "third = lambda: 3"
    )


@pytest.mark.parametrize("end", ENDS)
def test_a_cell_that_would_end_the_process_fails_at_its_line(end):
    namespace = Namespace(notebook(end))
    assert namespace.names() == ["first", "os", "signal", "sys", "third"]
    (raised,) = namespace.errors
    assert (raised.file, raised.line, raised.source) == ("lesson5.ipynb[2]", 2, end)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_may_end_and_a_signal_may_be_sent_to_another():
    with staying_alive():
        child = os.fork()
        if child == 0:
            os._exit(7)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        os.kill(os.getpid(), 0)
        with pytest.raises(ProcessEnded):
            os._exit(0)
    assert os.kill(os.getpid(), 0) is None


@pytest.fixture(scope="module")
def server():
    with ForkServer() as started:
        yield started


def call(session: CandidateSession, name: str) -> object:
    return session.request(op.Call(op.Symbol(name), [], {}))


@pytest.mark.skipif(sys.platform != "linux", reason="ends processes as Linux does")
@pytest.mark.parametrize("end", [*ENDS, *UNSTOPPABLE])
def test_graded_it_costs_what_the_cell_defines_and_nothing_else(server, end):
    session = CandidateSession(server, notebook(end), Limits())
    assert (call(session, "first"), call(session, "third")) == (1, 3)
    missing = call(session, "second")
    assert (missing.kind, missing.file) == ("load", "lesson5.ipynb[2]")
    assert "end" in missing.message
    session.close()


@pytest.mark.skipif(sys.platform != "linux", reason="ends processes as Linux does")
def test_several_such_cells_are_all_named_and_what_was_printed_is_kept_once(server):
    cells = ["print('a')", UNSTOPPABLE[0], "def f(): return 1", UNSTOPPABLE[1], "print('b')"]
    session = CandidateSession(server, modules(*cells), Limits())
    assert call(session, "f") == 1
    assert [error.file for error in session.load_errors] == ["lesson5.ipynb[2]", "lesson5.ipynb[4]"]
    session._drain()
    assert session.output == b"a\nb\n"
    session.close()


def test_a_cell_that_ends_again_and_again_ends_the_examination(server):
    session = CandidateSession(server, modules(*[UNSTOPPABLE[0]] * 9, "def f(): return 1"), Limits())
    assert call(session, "f").kind == "candidate"
    assert "while your code was being loaded" in session.load_errors[0].message
    session.close()


def test_a_module_that_ends_the_process_is_named(server):
    session = CandidateSession(server, [Module("rnn", [Cell("rnn.py", UNSTOPPABLE[0])])], Limits())
    assert "rnn.py ends the process that runs it" in call(session, "f").message
    session.close()


def test_the_guard_is_off_where_none_of_the_submissions_code_runs():
    Namespace(notebook("os._exit(0)"))
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with pytest.raises(SystemExit):
        os.kill(os.getpid(), signal.SIGTERM)
    signal.signal(signal.SIGTERM, before)
