"""`grader audit` on single files, as an instructor uses it."""

import json
import subprocess
import sys

RIGHT = (
    '"""Slices in a loop."""\n\nimport torch\n\n\ndef smooth(losses, window):\n'
    "    return torch.stack([losses[i : i + window].mean() for i in range(0, len(losses), window)])\n"
)
WRONG = (
    '"""The wrong axis.\n\nsays: the wrong axis\n"""\n\n\ndef smooth(losses, window):\n'
    "    return losses.view(-1, window).mean(0)\n"
)


def audit(lesson, *arguments):
    command = [sys.executable, "-m", "grader", "audit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=lesson.root, check=False)


def test_a_wrong_program_is_rejected_for_its_own_reason(bank_file, lesson, tmp_path):
    report = tmp_path / "report.json"
    done = audit(lesson, bank_file("chaff_axis.py", WRONG), "--json", report, "--chaff-seeds", 2)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "chaff      3 of 3 rejected" in done.stdout
    assert [finding["diagnosed"] for finding in json.loads(report.read_text())["findings"]] == [True] * 3


def test_a_right_program_in_the_place_of_a_wrong_one_is_a_problem(bank_file, lesson):
    done = audit(lesson, bank_file("chaff_none.py", RIGHT))
    assert done.returncode == 1
    assert "no check notices" in done.stdout


def test_a_missing_file_is_named(lesson):
    done = audit(lesson, "lesson5/wavenet/chaff_nowhere.py")
    assert done.returncode == 2
    assert "no such file" in done.stderr
