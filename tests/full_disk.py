"""A file system of a few hundred kilobytes, on which a disk runs full."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Mount a tmpfs of this size at a folder; skips the test where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount(folder, kilobytes)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def grow(folder: Path, kilobytes: int) -> None:
    """Give the disk more room."""
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(folder)], check=True)


def _mount(folder: Path, kilobytes: int) -> None:
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no program `mount` here")
    if done.returncode:
        pytest.skip(f"a tmpfs may not be mounted here, for which one has to be root: {done.stderr.strip()}")
