"""The pytest plugin: the fixture `submission`, points, and feedback instead of tracebacks.

Everything here is inert for tests that carry no `exercise` marker. Imports of torch and of the submission wait until
the first check runs, so that collecting stays cheap.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest

from grader.errors import GraderError
from grader.outcome import Outcome, judge
from grader.plugin.examples import begin_again, begin_each_example, draw_examples
from grader.plugin.markers import builds_on, exercise_of, exercise_order, forbidden_by
from grader.plugin.stash import FORBIDDEN, MEMORY, OUTCOME, PROVIDER, REPORT, TRIAL
from grader.protocol.texts import readable
from grader.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.submission import Submission
    from grader.protocol.operations import Raised


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `pytest exercises/lessonN`."""
    group = parser.getgroup("nn-by-hand", "checking exercises")
    group.addoption(
        "--against", metavar="PATH", help="check the code in PATH (for example `solutions`) in place of the stubs"
    )
    group.addoption(
        "--device",
        default="auto",
        choices=["auto", "cpu", "cuda", "mps"],
        help="where thresholds are trained (default: auto)",
    )
    group.addoption(
        "--all", action="store_true", dest="show_all", help="show the message of every failed check, not of the first"
    )
    group.addoption(
        "--time-limit", type=float, default=10, metavar="SECONDS", help="for one call into the code (default: 10)"
    )
    group.addoption("--examples", type=int, default=None, metavar="N", help="examples of a property (default: 12)")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers and the hypothesis profile of checks."""
    config.addinivalue_line(
        "markers", "exercise(name, forbids=()): the exercise of this file's checks, and what it may not call"
    )
    config.addinivalue_line("markers", "points(n): what the check is worth (default 1)")
    config.addinivalue_line("markers", "examples(n): how many examples an expensive property gets (default 12)")
    config.addinivalue_line("markers", "training: the check trains a model until a threshold")


@pytest.hookimpl(hookwrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Let the garbage collector leave alone what importing makes, which stays: a fifth of the time of a run."""
    collecting = gc.isenabled() and any(session.config.rootpath.glob("exercises/lesson*/"))
    if collecting:
        gc.disable()
    yield
    if collecting:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put trainings last and prepare the checks; switch to feedback when there is nothing but checks."""
    checks = [item for item in items if exercise_of(item)]
    if not checks:
        return
    rank = exercise_order({item.path.parent for item in checks})
    items.sort(
        key=lambda item: (
            item.get_closest_marker("training") is not None,
            item.path.parent.name,
            rank.get((item.path.parent, exercise_of(item) or ""), len(rank)),
        )
    )
    for item in checks:
        lesson = item.path.parent.name
        points = item.get_closest_marker("points")
        item.stash[OUTCOME] = Outcome(
            check=f"{lesson}/{item.path.name}::{item.name}",
            exercise=exercise_of(item) or "",
            lesson=lesson,
            points=float(points.args[0]) if points else 1.0,
            builds_on=builds_on(item),
        )
        begin_each_example(item)
    config.stash[FORBIDDEN] = sorted({name for item in checks for name in forbidden_by(item)})
    if len(checks) == len(items):
        config.option.tbstyle, config.option.disable_warnings = "no", True
        terminal = config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.reportchars = ""
        config.stash[REPORT] = Report(show_all=config.option.show_all or getattr(config.option, "verbose", 0) > 0)


def broken_rule(item: pytest.Item, proxy: Any) -> Raised | None:
    """Return where the source of the exercise uses what it is to rebuild, None when it does not."""
    from grader.checks.forbidden import violation

    forbidden = forbidden_by(item)
    if not forbidden:
        return None
    exercise = exercise_of(item) or ""
    if exercise not in proxy._violations:
        proxy._violations[exercise] = violation(proxy._modules, exercise, forbidden)
    return proxy._violations[exercise]


@pytest.fixture(scope="module")
def submission(request: pytest.FixtureRequest) -> Submission:
    """The code under test; see `grader.checks.submission.Submission`."""
    provider = request.config.stash.get(PROVIDER, None)
    if provider is None:
        from grader.plugin.local import LocalProvider

        provider = LocalProvider(request.config)
        request.config.stash[PROVIDER] = provider
    return provider(request.path.parent.name)


@pytest.fixture
def trial(request: pytest.FixtureRequest) -> Any:
    """The data and the bar of a threshold; see `grader.checks.thresholds.Trial`."""
    from grader.checks.thresholds import lecture_trial

    return request.config.stash.get(TRIAL, lecture_trial)()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Set how examples are drawn; begin a check that has none as if it were one example."""
    if OUTCOME in item.stash:
        draw_examples(item)
    yield
    begin_again(item)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Read the rules first; leave out a training whose threshold the same code has already passed on this machine."""
    outcome = pyfuncitem.stash.get(OUTCOME, None)
    proxy = pyfuncitem.funcargs.get("submission")
    if outcome is not None and proxy is not None and (found := broken_rule(pyfuncitem, proxy)) is not None:
        from grader.errors import Forbidden

        raise Forbidden(found)
    memory = pyfuncitem.config.stash.get(MEMORY, None)
    if outcome is None or memory is None or not pyfuncitem.get_closest_marker("training"):
        return None
    if memory.passed(outcome):
        outcome.remembered = True
        return True
    return None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn the end of a check into its outcome."""
    result = yield
    outcome = item.stash.get(OUTCOME, None)
    if outcome is None:
        return
    report = result.get_result()  # type: ignore[attr-defined]
    outcome.seconds += call.duration
    if call.excinfo is not None and not report.skipped:
        error = call.excinfo.value
        proxy = getattr(item, "funcargs", {}).get("submission")
        judge(outcome, error, list(proxy._trace) if proxy is not None else [])
    if call.when == "call" and outcome.status == "passed" and not outcome.remembered:
        outcome.note = getattr(getattr(item, "funcargs", {}).get("submission"), "_note", "")
    memory = item.config.stash.get(MEMORY, None)
    if call.when == "call" and memory is not None and item.get_closest_marker("training") and not outcome.remembered:
        memory.note(outcome)
    if call.when == "teardown" and REPORT in item.config.stash:
        item.config.stash[REPORT].add(outcome)
    if outcome.status == "failed" and REPORT in item.config.stash:
        outcome.printed = printed_lines(report.capstdout)
    if outcome.status in ("failed", "todo") and report.failed:
        report.longrepr = outcome.message
    report.outcome_of_check = outcome


def printed_lines(text: str, most: int = 4) -> list[str]:
    """Return the last lines that the code printed, each once: those of the example that is shown."""
    return [readable(line, 100) for line in dict.fromkeys(text.splitlines()) if line.strip()][-most:]


def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> tuple[str, str, str] | None:
    """Show a stub as not started rather than as a failure."""
    outcome = getattr(report, "outcome_of_check", None)
    if outcome is not None and report.when == "call" and outcome.status == "todo":
        return "todo", "-", "TODO"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print points, the first message of every exercise and what to do next."""
    if REPORT in config.stash:
        config.stash[REPORT].print(terminalreporter)


@pytest.hookimpl(tryfirst=True)
def pytest_exception_interact(call: pytest.CallInfo[Any]) -> None:
    """Say what to do when the grader cannot even begin."""
    if call.excinfo is not None and isinstance(call.excinfo.value, GraderError):
        raise pytest.UsageError(str(call.excinfo.value))
