"""What holds for the whole of grader/: one meaning per class name, a short root, one module that renders messages."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

GRADER = Path(__file__).resolve().parents[1] / "grader"
MODULES = {path.relative_to(GRADER).as_posix(): path.read_text("utf-8") for path in sorted(GRADER.rglob("*.py"))}
TREES = {name: ast.parse(text) for name, text in MODULES.items()}
ROOM_AT_THE_ROOT = 8
RENDERER = "results/text.py"
LABELS = ("called     ", "expected   ")  # the two lines that every message begins with


def test_one_class_name_has_one_meaning():
    places = defaultdict(list)
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{name}:{node.lineno}")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_few_modules_stand_loose_at_the_root():
    loose = [name for name in MODULES if "/" not in name]
    assert len(loose) <= ROOM_AT_THE_ROOT, loose


@pytest.mark.parametrize("label", LABELS)
def test_one_module_renders_messages(label):
    rendering = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and label in node.value
    }
    assert rendering == {RENDERER}


def test_no_predicate_is_documented_as_a_question():
    asking = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if re.search(r"\?(\s|$)", (ast.get_docstring(node) or "").split("\n\n")[0])
    ]
    assert asking == []


def test_every_file_on_the_map_is_there():
    text = (GRADER.parent / "docs" / "map.md").read_text("utf-8")
    names = re.findall(r"`([\w/]+\.(?:py|ini|html))`", text)
    root = GRADER.parent
    files = {
        path.relative_to(root).as_posix()
        for path in (*GRADER.rglob("*.*"), *root.glob("*.*"), *root.glob("tests/*/*.py"))
    }
    missing = [name for name in names if not any(f"/{file}".endswith(f"/{name}") for file in files)]
    assert len(names) > 50
    assert missing == []


def test_every_place_that_touches_a_submission_is_in_the_table_with_a_file_and_a_bound():
    page = (GRADER.parent / "docs" / "honest-grading.md").read_text("utf-8")
    section = page.partition("## Where a trusted process touches what was handed in")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]  # below the head
    files = [re.findall(r"`([\w/]+\.py)`", row[-1]) for row in rows]
    named = {name for found in files for name in found}
    assert len(rows) > 20
    assert [row for row, found in zip(rows, files, strict=True) if len(row) != 5 or not row[2] or not found] == []
    assert named - set(MODULES) == set()
    outside = ("intake/local.py", "intake/platforms.py", "intake/expected.py", "intake/found.py", "intake/__init__.py")
    assert [name for name in MODULES if name.startswith("intake/") and name not in {*named, *outside}] == []
