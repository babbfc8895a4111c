"""Keep what a benchmark measured in benchmarks/results/, from where the README's tables are made."""

import json
import os
import platform
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def record(name: str, data: dict[str, Any]) -> None:
    """Write the figures of one benchmark, with what they were measured on."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine, **data}, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", "utf-8")


def recorded(name: str) -> dict[str, Any] | None:
    """Return the figures of a benchmark, None when it was never run."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None
