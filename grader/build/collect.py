"""A pytest plugin for `pytest --collect-only` that writes the collected checks down; used by grader.catalogue."""

import json
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --write-checks FILE."""
    parser.addoption("--write-checks", type=Path, required=True, help="write the collected checks to this JSON file")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers that checks carry."""
    config.addinivalue_line("markers", "exercise(name): the exercise that the checks of a file belong to")
    config.addinivalue_line("markers", "points(n): what a check is worth, 1 if not said")
    config.addinivalue_line("markers", "training: a check that trains a model to a threshold")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Write one row for each check."""
    rows = [
        {
            "node": item.nodeid,
            "file": str(item.path),
            "exercise": _argument(item, "exercise", ""),
            "points": _argument(item, "points", 1),
            "training": item.get_closest_marker("training") is not None,
        }
        for item in session.items
    ]
    session.config.getoption("--write-checks").write_text(json.dumps(rows), "utf-8")


def _argument(item: pytest.Item, name: str, default: object) -> object:
    marker = item.get_closest_marker(name)
    return marker.args[0] if marker is not None and marker.args else default
