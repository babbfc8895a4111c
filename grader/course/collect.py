"""A pytest plugin for `pytest --collect-only` that writes down what it found; used by grader.course.catalogue."""

import json
from pathlib import Path

import pytest

from grader.course.running import MARKERS


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --write-checks FILE."""
    parser.addoption("--write-checks", type=Path, required=True, help="write the collected checks to this JSON file")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers that checks carry, and begin to collect."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.pluginmanager.register(_Collector(config.getoption("--write-checks")))


class _Collector:
    """Keeps why files cannot be collected, and writes it with one row for each check."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.errors: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}: {report.longreprtext.strip()}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
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
        self.target.write_text(json.dumps({"checks": rows, "errors": self.errors}), "utf-8")


def _argument(item: pytest.Item, name: str, default: object) -> object:
    marker = item.get_closest_marker(name)
    return marker.args[0] if marker is not None and marker.args else default
