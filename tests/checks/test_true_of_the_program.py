"""What a check says about a wrong program is true of it: the mistake that was made is named, and no other."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def said(tmp_path):
    """Return a function that gives what a student reads, check by check, of a reference with something replaced."""

    def run(module: str, exercise: str, changes: dict[str, str]) -> list[str]:
        reference = ROOT / "solutions" / module
        source = reference.read_text()
        for right, wrong in changes.items():
            assert right in source
            source = source.replace(right, wrong)
        (tmp_path / reference.name).write_text(source)
        checks = f"exercises/{module.partition('/')[0]}/test_{exercise}.py"
        command = [sys.executable, "-m", "pytest", checks, "--against", tmp_path, "-m", "not training", "--all"]
        text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300).stdout
        return re.split(r"^    ✗ ", text, flags=re.MULTILINE)[1:]

    return run


def test_exchanged_roles_of_momentum_are_called_that_by_every_check_that_fails(said):
    old, new = "(1 - self.momentum) * self.running_{0}", "self.momentum * x{0}"
    wrong = "self.momentum * self.running_{0} + (1 - self.momentum) * x{0}"
    changes = {f"{old} + {new}".format(name): wrong.format(name) for name in ("mean", "var")}
    messages = said("lesson5/wavenet.py", "batchnorm1d", changes)
    assert messages
    for message in messages:
        assert "momentum and 1 - momentum are swapped" in message


def test_a_biased_running_variance_is_called_that_and_shows_in_the_numbers(said):
    messages = said(
        "lesson5/wavenet.py", "batchnorm1d", {"self.momentum * xvar\n": "self.momentum * xvar * (n - 1) / n\n"}
    )
    assert messages
    for message in messages:
        assert "The biased variance (divided by n) went into the running average." in message
        expected, got = (re.search(rf"{word} +(\[.*?\])", message) for word in ("expected", "got"))
        assert expected[1] != got[1]


def test_a_range_of_no_width_is_not_called_clamped(said):
    messages = said(
        "lesson6/collab.py", "dotproductbias", {"low + (high - low) * torch.sigmoid(match": "low + 0 * (match"}
    )
    assert "the scores are wrong" in messages[0]
    assert not any("clamped" in message for message in messages)


def test_a_new_matrix_of_another_dtype_says_nothing_of_the_dtype_of_the_one_that_was_given(said):
    new = {
        "    return W\n    ### END": "    return torch.eye(W.shape[0])\n    ### END",
        "        W.copy_(": "        _ = (",
    }
    (message,) = [one for one in said("lesson6/rnn.py", "identity_init", new) if "the very matrix" in one]
    assert "W after the call is wrong" in message
    assert "the dtype is" not in message
