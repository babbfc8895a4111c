"""The message that docs/students.md shows is the one that a student gets."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_message_on_the_page_is_the_one_that_is_printed(tmp_path):
    source = (ROOT / "solutions/lesson5/wavenet.py").read_text("utf-8")
    wrong = source.replace("losses.view(-1, window).mean(1)", "losses.view(-1, window).mean(0)")
    assert wrong != source
    (tmp_path / "wavenet.py").write_text(wrong, "utf-8")
    command = [sys.executable, "-m", "pytest", "exercises/lesson5/test_smooth.py", "--against", str(tmp_path)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100).stdout
    page = (ROOT / "docs/students.md").read_text("utf-8").split("## Read a message")[1]
    assert page.split("```\n")[1] in printed


def test_the_debugger_opens_in_the_check_that_requires_something(tmp_path):
    source = (ROOT / "solutions/lesson5/wavenet.py").read_text("utf-8")
    (tmp_path / "wavenet.py").write_text(source.replace("losses.view(-1, window).mean(1)", "losses"), "utf-8")
    words = ["exercises/lesson5/test_smooth.py", "--against", str(tmp_path), "--pdb", "-k", "one_number"]
    printed = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=ROOT, capture_output=True, text=True, timeout=100,
        input="p sorted(locals())\nq\n",
    ).stdout  # fmt: skip
    assert "'got', 'seed', 'submission', 'window']" in printed
