"""Programs that want a threshold's points without the network that it asks for, one idea a file, in `thresholds/`.

A file defines `WaveNet`; a line `# needs:` names files that come before it. All stand below the right solution, whose
model is `Tree` there: whatever a cheat may want of it is at hand. Names between at signs are as in `corpus`; TRAINED is
a file with the parameters of a tree that was trained on all names.
"""

from __future__ import annotations

import re
from pathlib import Path

import torch
from data import context_windows, load_names, vocabulary
from grader.training.loop import fit

from corpus import HERE, ROOT, filled, reference_source

FOLDER = HERE / "thresholds"
NEEDS = re.compile(r"^# needs: (.*)$", re.MULTILINE)


def cheats() -> list[str]:
    """Return the names of all of them."""
    return sorted(path.stem for path in FOLDER.glob("*.py"))


def idea(name: str) -> str:
    """Return what a cheat does, in a sentence."""
    return (FOLDER / f"{name}.py").read_text("utf-8").split('"""')[1].splitlines()[0]


def cheat_source(name: str, trained: Path) -> str:
    """Return the submission, given a file with trained parameters."""
    parts: list[str] = []
    waiting = [name]
    while waiting:
        text = (FOLDER / f"{waiting.pop()}.py").read_text("utf-8")
        parts.insert(0, text)
        needs = NEEDS.search(text)
        waiting += needs[1].split() if needs else []
    names = " ".join((ROOT / "data/names.txt").read_text("utf-8").split())
    text = filled("\n\n".join(parts), {"NAMES": names, "TRAINED": str(trained)})
    return f"{reference_source()}\n\nTree = WaveNet\n\n{text}"


def trained_parameters(file: Path, words: list[str], epochs: float = 1, n_embd: int = 10, n_hidden: int = 68) -> Path:
    """Train the right tree on words and keep its parameters in a file; returns the file."""
    module: dict[str, object] = {"__name__": "wavenet"}
    exec(compile(reference_source(), "wavenet.py", "exec"), module)
    model = module["WaveNet"](27, 8, n_embd, n_hidden)  # type: ignore[operator]
    fit(model, *context_windows(words, 8, vocabulary(load_names())[0]), epochs=epochs)
    torch.save([parameter.detach() for parameter in model.parameters()], file)
    return file
