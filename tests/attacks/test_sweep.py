"""An examination that breaks off in the middle leaves no candidate behind and does not confuse the next one."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import Limits
from grader.examiner.session import CandidateSession
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module
from grader.sandbox import probe, sufficient

from surroundings import children

pytestmark = pytest.mark.skipif(not sufficient(probe()), reason=str(probe()))
STALLS = [Module("wavenet", [Cell("wavenet.py", "def smooth(losses, window):\n    while True:\n        pass\n")])]


@pytest.mark.parametrize("moment", ["after it started a candidate", "between a question and its answer"])
def test_a_killed_examination_leaves_nothing_behind(moment):
    with ForkServer() as server:
        pid = os.fork()
        if pid == 0:
            try:
                candidate = server.start(Limits())
                if moment == "between a question and its answer":
                    server.control.sendall(b'{"do": "end", "pid": %d}\n' % candidate.pid)
                os.kill(os.getpid(), signal.SIGKILL)
            finally:
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL  # it had a candidate by then
        if moment == "after it started a candidate":
            assert children(server.process.pid)
        server.sweep()
        assert children(server.process.pid) == []
        session = CandidateSession(server, STALLS, Limits())
        assert session.request(op.Names()) == {
            "names": ["smooth"],
            "errors": [],
        }
        session.close()
        deadline = time.monotonic() + 5
        while children(server.process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert children(server.process.pid) == []
        assert Path(f"/proc/{server.process.pid}").exists()
