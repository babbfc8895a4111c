"""Without torch, `pytest exercises/lesson5` says in one sentence what to do."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT_TORCH = """import importlib.machinery, sys
found = importlib.machinery.PathFinder.find_spec
importlib.machinery.PathFinder.find_spec = classmethod(
    lambda cls, name, *rest: None if name.split(".")[0] == "torch" else found(name, *rest)
)
import pytest
sys.exit(pytest.main(["exercises/lesson5"]))
"""


def test_a_run_without_torch_says_how_to_install_it():
    ran = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], cwd=ROOT, capture_output=True, text=True, timeout=100)
    said = ran.stdout + ran.stderr
    assert "torch is not installed in this environment" in said
    assert "python -m pip install -c constraints.txt -e ." in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) <= 2
    assert ran.returncode != 0
