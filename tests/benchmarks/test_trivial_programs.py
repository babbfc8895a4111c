"""A property that is judged on a program's own terms is no gift: returning the input or zeros earns little.

Each program has the constructor and the parameters of the reference, and computes nothing. What it earns is for these,
and for what is true of it, such as that it works on another device.
"""

from pathlib import Path

import pytest

from grader.audit.findings import summarise
from grader.audit.plan import plan
from grader.audit.run import run_audit

CALLED = "class {0}({0}):\n    def __call__({1}):\n        self.out = {2}\n        return self.out\n"
FUNCTION = "def {0}({1}):\n    return {2}\n"
PROGRAMS = {  # form, arguments, and what is returned: the input, or zeros of the right shape
    "lesson5/wavenet": {
        "Embedding": (CALLED, "self, IX", "IX", "self.weight.new_zeros(*IX.shape, self.weight.shape[1])"),
        "FlattenConsecutive": (CALLED, "self, x", "x", "torch.zeros_like(super().__call__(x))"),
        "BatchNorm1d": (CALLED, "self, x", "x", "torch.zeros_like(x)"),
        "Sequential": (CALLED, "self, x", "x", "torch.zeros_like(x)"),
        "smooth": (FUNCTION, "losses, window", "losses", "losses.new_zeros(len(losses) // window)"),
    },
    "lesson6/rnn": {
        "RNN": (CALLED, "self, x, h0=None", "x, h0", "tuple(map(torch.zeros_like, super().__call__(x, h0)))"),
        "StatefulRNN": (CALLED, "self, X", "X", "torch.zeros_like(super().__call__(X))"),
        "sequence_cross_entropy": (FUNCTION, "logits, targets", "logits", "logits.new_zeros(())"),
        "stream_batches": (
            FUNCTION,
            "stream, B, T",
            "(stream[:-1], stream[1:])",
            "2 * (torch.zeros((len(stream) - 1) // (B * T), B, T, dtype=torch.int64),)",
        ),
    },
}


@pytest.mark.parametrize("answer", ["input", "zeros"])
@pytest.mark.parametrize("module", PROGRAMS)
def test_a_program_that_computes_nothing_earns_little_of_any_exercise(tmp_path: Path, module: str, answer: str) -> None:
    folder = tmp_path / module
    folder.mkdir(parents=True)
    for name, (form, arguments, same, zeros) in PROGRAMS[module].items():
        body = form.format(name, arguments, same if answer == "input" else zeros)
        text = f'"""{name} returns {answer}."""\n\nimport torch\n\n\n{body}'
        (folder / f"chaff_{name.lower()}_computes_nothing.py").write_text(text, "utf-8")
    chosen = plan(sorted(folder.glob("*.py")), [], None)
    findings = summarise(run_audit(chosen.root, chosen.lessons, chosen.subjects, jobs=1)).findings
    assert len(findings) == len(PROGRAMS[module])
    earned = {finding.name: 1 - finding.lost / finding.points for finding in findings}
    assert max(earned.values()) < 0.4, earned
