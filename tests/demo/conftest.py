"""A released notebook and a sample class, small ones."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The released notebook of lesson5 with the exercises `add` and `twice`."""
    cells = []
    for name in ("add", "twice"):
        solution = {"grade_id": name, "solution": True, "grade": False}
        test = {"grade_id": f"test_{name}", "solution": False, "grade": True}
        cells.append(new_code_cell("raise NotImplementedError", metadata={"nbgrader": solution}))
        cells.append(new_code_cell(f'check("lesson5", "{name}")', metadata={"nbgrader": test}))
    path = tmp_path / "release" / "lesson5" / "lesson5.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """A folder with a class of two and their answers."""
    folder = tmp_path / "a class"
    folder.mkdir()
    (folder / "class.toml").write_text(
        '[[students]]\nid = "student 1 é"\nanswers = ["both.py", "other.py"]\nidea = "both"\n'
        '[[students]]\nid = "student 2"\nanswers = []\nidea = "nothing"\nempty = true\n',
        "utf-8",
    )
    (folder / "both.py").write_text(
        "# A note.\n\n# %% add\ndef add(a, b):\n    return a + b\n\n\n# %% twice\nbad = (\n"
    )
    (folder / "other.py").write_text("# %% twice\ntwice = 2\n")
    return folder
