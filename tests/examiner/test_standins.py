"""The stand-ins of every lesson pass the checks of the exercises that they stand for, but for what is forbidden."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = [path.parent.name for path in sorted((ROOT / "exercises").glob("lesson*/standins.py"))]
FORBIDS = re.compile(r"forbids=\[.*?\],?", re.DOTALL)


@pytest.mark.parametrize("lesson", LESSONS)
def test_stand_ins_are_right(lesson, tmp_path):
    standins = (ROOT / "exercises" / lesson / "standins.py").read_text("utf-8")
    names = [node.name for node in ast.parse(standins).body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    checks, submission = tmp_path / "exercises" / lesson, tmp_path / "submission"
    checks.mkdir(parents=True)
    submission.mkdir()
    for name in names:
        check = ROOT / "exercises" / lesson / f"test_{re.sub('(?<=[a-z])(?=[A-Z])', '_', name).lower()}.py"
        check = check if check.exists() else check.with_name(f"test_{name.lower()}.py")
        if not name.startswith("_"):
            (checks / check.name).write_text(FORBIDS.sub("", check.read_text("utf-8")), "utf-8")
    for module in (ROOT / "solutions" / lesson).glob("*.py"):
        text = module.read_text("utf-8")
        replaced = any(f"\nclass {name}" in text or f"\ndef {name}" in text for name in names)
        (submission / module.name).write_text(text + "\n" + standins * replaced, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not training", "--import-mode=importlib"]
    command += ["--against", str(submission), f"--rootdir={tmp_path}", str(checks)]
    finished = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "✓" in finished.stdout
