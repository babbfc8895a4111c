"""Commands print as wide as the terminal is, whatever a parent process has exported."""

import os
import subprocess
import sys

import pexpect
import pytest

PROGRAM = "from grader.console import make_console; print('columns', make_console(stderr={}).width)"
EXPORTED = {**os.environ, "COLUMNS": "200", "LINES": "50"}


@pytest.mark.parametrize("stderr", [False, True])
def test_a_terminal_is_asked_for_its_size(stderr):
    words = ["-c", PROGRAM.format(stderr)]
    child = pexpect.spawn(sys.executable, words, env=EXPORTED, dimensions=(24, 80), timeout=60, encoding="utf-8")
    child.expect(r"columns (\d+)")
    assert child.match[1] == "80"
    child.close()


def test_where_there_is_no_terminal_the_exported_size_counts():
    command = [sys.executable, "-c", PROGRAM.format(False)]
    assert subprocess.run(command, env=EXPORTED, capture_output=True, text=True, timeout=60).stdout == "columns 200\n"
