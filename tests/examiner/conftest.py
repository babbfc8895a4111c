"""A grading worker for tests."""

import contextlib
import subprocess
import sys

import msgspec
import pytest

from grader.examiner.worker_protocol import Job, Ready
from grader.protocol.source import Module
from grader.results.verdict import Verdict


@contextlib.contextmanager
def worker(settings, module):
    """A function from cells, or from modules, to verdict, through one worker."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader.examiner.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def put(message):
        process.stdin.write(msgspec.json.encode(message) + b"\n")
        process.stdin.flush()
        return process.stdout.readline()

    msgspec.json.decode(put(settings), type=Ready)

    def run(*parts):
        modules = list(parts) if isinstance(parts[0], Module) else [Module(module, list(parts))]
        return msgspec.json.decode(put(Job("s", "d", modules)), type=Verdict)

    yield run
    process.stdin.close()
    process.stdout.close()
    process.wait(20)


@pytest.fixture(scope="session")
def worker_for():
    return worker


@pytest.fixture(scope="session")
def lesson_with(tmp_path_factory):
    """A function from the text of one file of checks to the folder of a lesson that has it."""

    def make(text):
        folder = tmp_path_factory.mktemp("course") / "exercises" / "lesson9"
        folder.mkdir(parents=True)
        (folder / "test_it.py").write_text(text)
        return folder

    return make
