"""Commands that the demo runs: their output is kept, their failures are told, and none outlives an interruption."""

import os
import time
from pathlib import Path

import pytest

from grader.demo import tools
from grader.demo.tools import Tools, require_nbgrader
from grader.errors import GraderError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a space in its name that holds modules to run."""
    folder = tmp_path / "a demo"
    folder.mkdir()
    (folder / "fail.py").write_text("print('the reason')\nraise SystemExit(3)\n")
    (folder / "forever.py").write_text(
        "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(600)\n"
    )
    return folder


def test_a_failure_shows_what_the_command_said(folder):
    with pytest.raises(GraderError, match=r"the reason\nIts full output: .*demo\.log"):
        Tools(folder).run("fail")


def test_a_failure_may_be_expected(folder):
    assert Tools(folder).run("fail", may_fail=True) is False


def test_an_interruption_ends_the_command(folder):
    def interrupt_once_it_runs() -> None:
        if (folder / "pid").exists() and (folder / "pid").read_text():
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        Tools(folder, tick=interrupt_once_it_runs).run("forever")
    assert time.monotonic() - began < 60
    with pytest.raises(ProcessLookupError):
        os.kill(int((folder / "pid").read_text()), 0)


def test_missing_tools_are_named_with_the_command_that_installs_them(monkeypatch):
    monkeypatch.setattr(tools.importlib.util, "find_spec", lambda name: None if name == "nbgrader" else object())
    with pytest.raises(GraderError, match=r"the demo needs nbgrader: python -m pip install -e '\.\[instructor\]'"):
        require_nbgrader()
