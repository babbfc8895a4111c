"""Run every lesson's checks on its reference: points, dev losses at the thresholds, seconds.

    python benchmarks/lessons.py [LESSON ...]

One process; training in as many threads as torch takes by itself.
"""

import argparse
import contextlib
import io
import sys
from pathlib import Path

import pytest
from record import record, recorded

from grader.results.check import CheckResult

ROOT = Path(__file__).resolve().parents[1]


class Collector:
    """A pytest plugin that keeps the results of the checks."""

    def __init__(self) -> None:
        self.results: list[CheckResult] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        result = getattr(report, "check_result", None)
        if result is not None and report.when == "teardown":
            self.results.append(result)


def measure(lesson: str) -> dict:
    """Return the figures of one lesson."""
    collector = Collector()
    options = ["--against", str(ROOT / "solutions"), "-p", "no:cacheprovider", "--import-mode=importlib"]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main([str(ROOT / "exercises" / lesson), f"--rootdir={ROOT}", *options], plugins=[collector])
    if code != pytest.ExitCode.OK:
        sys.exit(f"{lesson}: the reference does not pass its checks\n{said.getvalue()[-3000:]}")
    trained = [o for o in collector.results if o.note.startswith("dev loss")]
    return {
        "checks": len(collector.results),
        "seconds": round(sum(o.seconds for o in collector.results if o not in trained), 1),
        "thresholds": [
            {"exercise": o.exercise, "check": o.title, "note": o.note, "seconds": round(o.seconds, 1)} for o in trained
        ],
    }


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "lessons", nargs="*", default=sorted(path.name for path in (ROOT / "solutions").glob("lesson*"))
    )
    found = {**((recorded("lessons") or {}).get("lessons", {}))}
    for lesson in parser.parse_args().lessons:
        found[lesson] = measure(lesson)
        print(f"{lesson}: {found[lesson]['checks']} checks in {found[lesson]['seconds']} s")
        for threshold in found[lesson]["thresholds"]:
            print(f"  {threshold['exercise']}: {threshold['note']}, {threshold['seconds']} s")
        record("lessons", {"lessons": dict(sorted(found.items()))})


if __name__ == "__main__":
    main()
