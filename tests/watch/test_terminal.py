"""A student's session: the real program in a pseudo-terminal, files saved as editors save them."""

import os
import signal
import subprocess
import sys
import time

import pytest

from .conftest import ROOT, SOLVED, START, Terminal, make_course

WRONG = SOLVED.replace("torch.randn((num_embeddings", "torch.rand((num_embeddings")
LOOP = SOLVED.replace("        self.out = self.weight[IX]", "        while True:\n            pass")
assert SOLVED not in (WRONG, LOOP)


def test_a_mistake_shows_its_message_and_the_fix_turns_the_exercise_to_passed(solved):
    solved.save(WRONG)
    solved.shows("✗ Embedding", "standard normal", "Next: Embedding", "✓ smooth")
    solved.shows("waiting for a save")
    solved.save(SOLVED)
    solved.shows("✓ Embedding", "All checks pass")


def test_a_syntax_error_is_a_message_and_the_results_stay(solved):
    solved.save(SOLVED + "\ndef broken(:\n")
    screen = solved.shows("SyntaxError", "wavenet.py:", "grey: of an earlier save")
    assert "✓ Embedding" in screen
    solved.save(SOLVED)
    solved.shows("All checks pass")


def test_an_endless_loop_is_a_message_and_the_next_save_wins_at_once(solved):
    solved.save(LOOP)
    solved.shows("checking Embedding for", "grey: of an earlier save", seconds=10)
    began = time.monotonic()
    solved.save(SOLVED)
    solved.shows("All checks pass")
    assert time.monotonic() - began < 4  # less than the limit of one call


def test_code_that_ends_the_process_is_told(solved):
    solved.save(SOLVED.replace("        self.out = self.weight[IX]", "        import os; os._exit(3)"))
    solved.shows("`os._exit(3)` ends the process", "import os; os._exit(3)")


def test_code_that_ends_the_process_unseen_costs_the_checks_that_it_ended_and_no_other(solved):
    solved.save(
        SOLVED.replace("        self.out = self.weight[IX]", "        import faulthandler; faulthandler._sigsegv()")
    )
    solved.shows("your code ended the process that runs it (by SIGSEGV)", seconds=60)
    screen = solved.shows("waiting for a save", seconds=60)
    assert "✓ smooth" in screen
    assert "4 of 13 points" in screen
    assert "of an earlier save" not in screen


@pytest.mark.parametrize(
    ("code", "how"),
    [("ctypes.string_at(0)", "by SIGSEGV"), ("ctypes.CDLL(None)._exit(0)", "with status 0")],
)
def test_code_that_ends_the_process_while_it_is_loaded_is_told_and_the_next_save_is_checked(solved, code, how):
    solved.save(f"{SOLVED}\nimport ctypes\n{code}\n")
    screen = solved.shows(
        "your code ended the whole process while it was loaded", how, "of an earlier save", seconds=60
    )
    assert "All checks pass" not in screen
    solved.save(SOLVED)
    solved.shows("All checks pass", seconds=60)


def test_an_atomic_rename_is_a_save(solved):
    beside = solved.module.with_suffix(".tmp")
    beside.write_text(WRONG, "utf-8")
    os.replace(beside, solved.module)
    solved.shows("✗ Embedding", "standard normal")


def test_a_deleted_file_is_waited_for(solved):
    solved.module.unlink()
    solved.shows("waiting for the next save")
    solved.save(SOLVED)
    solved.shows("All checks pass")


def test_what_the_code_printed_stands_beside_its_failure(solved):
    solved.save(WRONG.replace("torch.rand((num", "print('look here') or torch.rand((num"))
    solved.shows("your code printed", "look here")


def test_keys_go_on_show_all_and_check_again(solved):
    both = SOLVED.replace("self.out = self.weight[IX]", "self.out = self.weight[IX] + 1")
    solved.save(both.replace("losses.view(-1, window).mean(1)", "losses.view(-1, window).mean(0)"))
    first = solved.shows("(1 of ")
    solved.child.send("\n")
    assert solved.shows("(2 of ") != first
    solved.child.send("a")
    solved.shows("a: one")
    solved.child.send("a")
    solved.shows("a: all")


def test_r_checks_again_though_nothing_was_saved(solved, tmp_path):
    """What the code reads has changed, outside of the folder that is watched: no save tells of it."""
    wrong = tmp_path / "wrong"
    solved.save(SOLVED.replace("self.weight[IX]", f"self.weight[IX] + __import__('os').path.exists({str(wrong)!r})"))
    solved.shows("All checks pass", "13 of 13 points")
    wrong.touch()
    solved.child.send("r")
    solved.shows("✗ Embedding", "✓ smooth")
    wrong.unlink()
    solved.child.send("r")
    solved.shows("All checks pass", "13 of 13 points")


def test_another_size_of_the_terminal_is_painted_to_fit(solved):
    solved.save(WRONG)
    screen = solved.shows("Next: Embedding", "waiting for a save")
    assert "1 of 2 exercises pass" not in screen
    assert max(map(len, screen.splitlines())) > 60
    solved.child.setwinsize(12, 60)
    screen = solved.shows("1 of 2 exercises pass")
    assert len(screen.splitlines()) <= 12
    assert max(map(len, screen.splitlines())) <= 60
    solved.child.setwinsize(7, 40)
    solved.wait(lambda screen: "standard normal" in " ".join(screen.split()) and "more" in screen)
    solved.child.send("j")
    solved.shows("k: up")
    solved.child.send("\x1b[A")
    solved.wait(lambda screen: "k: up" not in screen)
    solved.child.setwinsize(30, 110)
    solved.shows("✓ smooth")


def test_a_changed_check_is_collected_again(solved):
    check = solved.module.with_name("test_smooth.py")
    text = check.read_text("utf-8")
    check.write_text(text + "\n\ndef test_something_new(submission):\n    assert submission.smooth\n", "utf-8")
    solved.shows("14 of 14 points", seconds=START)
    check.write_text(text, "utf-8")
    solved.shows("13 of 13 points", seconds=START)


def test_q_quits(solved):
    solved.child.send("q")
    assert solved.quits() == 0


def test_a_new_process_a_save_works_too_and_ctrl_c_ends_it(tmp_path):
    spawning = Terminal(make_course(tmp_path), "--spawn")
    spawning.shows("All checks pass", seconds=START)
    spawning.save(WRONG)
    spawning.shows("✗ Embedding", "standard normal", seconds=START)
    spawning.child.sendintr()
    assert spawning.quits() == 0


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
def test_without_a_terminal_it_writes_lines(tmp_path):
    command = [sys.executable, "-m", "grader", "watch", "lesson5"]
    program = subprocess.Popen(
        command, cwd=make_course(tmp_path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    lines = []
    for line in program.stdout:
        lines.append(line)
        if "All checks pass" in line:
            break
    program.send_signal(signal.SIGINT)
    assert program.wait(10) == 0
    program.stdout.close()
    assert any("✓ Embedding" in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_without_torch_it_says_so_in_a_sentence_and_ends(tmp_path):
    (tmp_path / "torch.py").write_text("raise ModuleNotFoundError(\"No module named 'torch'\", name='torch')\n")
    command = [sys.executable, "-m", "grader", "watch", "lesson5"]
    ended = subprocess.run(
        command, cwd=make_course(tmp_path / "course"), capture_output=True, text=True, timeout=START,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith("error: torch is not installed in this environment")
    assert "pip install" in line
    assert "Traceback" not in ended.stdout


def test_an_unknown_lesson_is_an_error_that_names_the_others():
    command = [sys.executable, "-m", "grader", "watch", "lesson99"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 2
    assert "lesson5" in ended.stderr
