"""The pytest plugin: the fixture `submission`, points, and feedback instead of tracebacks.

Nothing here touches tests without an `exercise` marker. torch and the submission are imported only when the first
check runs, so that collecting stays cheap.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from grader.course.root import from_here
from grader.course.running import MARKERS
from grader.errors import GraderError
from grader.plugin.examples import begin_again, begin_each_example, draw_examples
from grader.plugin.markers import builds_on, exercise_of, exercise_order, forbidden_by
from grader.plugin.named import course_of, refuse_unknown, refuse_unknown_markers, why_no_checks
from grader.plugin.report import TerminalReport
from grader.plugin.stash import (
    DESELECTED,
    ENDLESS,
    FORBIDDEN,
    HELD_OUT,
    LOADING,
    PASSED,
    PROVIDER,
    REPORT,
    RESULT,
    UNREADABLE,
)
from grader.processes.python import prepare_computing, require_libraries
from grader.protocol.text import clean
from grader.results.check import LEFT_OUT, CheckResult
from grader.results.message import Message
from grader.results.text import message_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.checks.submission import Submission
    from grader.protocol.operations import Raised


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `pytest exercises/lessonN`."""
    group = parser.getgroup("nn-by-hand", "checking exercises")
    group.addoption(
        "--against", metavar="PATH", help="check the code in PATH (for example `solutions`) instead of the stubs"
    )
    group.addoption(
        "--device",
        default="auto",
        choices=["auto", "cpu", "cuda", "mps"],
        help="where to train models for thresholds (default: auto)",
    )
    group.addoption(
        "--all", action="store_true", dest="show_all", help="show the messages of all failed checks, not only the first"
    )
    group.addoption(
        "--time-limit", type=float, default=10, metavar="SECONDS", help="for one call of your code (default: 10)"
    )
    group.addoption("--examples", type=int, default=None, metavar="N", help="examples per property (default: 12)")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers of checks; in a course, set how torch computes before a check imports it."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    if root := course_of(config):
        refuse_unknown(config, root)
        try:
            require_libraries()
        except GraderError as error:
            raise pytest.UsageError(str(error)) from None
        prepare_computing()


@pytest.hookimpl(hookwrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Keep the garbage collector from scanning imported code, which stays anyway: it saves a fifth of a run's time."""
    course = course_of(session.config)
    if course:
        refuse_unknown_markers(session.config)
    collecting = gc.isenabled() and course
    if collecting:
        gc.disable()
    yield
    if collecting:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put trainings last and prepare the checks; switch to feedback if there are only checks."""
    folders = {item.path.parent for item in items if exercise_of(item)}
    if not folders:
        return
    rank = exercise_order(folders)
    items.sort(
        key=lambda item: (
            item.get_closest_marker("training") is not None,
            item.path.parent.name,
            rank.get((item.path.parent, exercise_of(item) or ""), len(rank)),
        )
    )
    checks = [item for item in items if exercise_of(item)]
    for item in checks:
        item.stash[RESULT] = undecided(item)
        begin_each_example(item)
    config.stash[FORBIDDEN] = sorted({name for item in checks for name in forbidden_by(item)})
    if len(checks) == len(items):
        config.option.tbstyle, config.option.disable_warnings = "no", True
        config.option.continue_on_collection_errors = True
        terminal = config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.reportchars = ""
        show_all = config.option.show_all or getattr(config.option, "verbose", 0) > 0
        left_out = [undecided(item, "left out by -k or -m", LEFT_OUT) for item in config.stash.get(DESELECTED, [])]
        config.stash[REPORT] = TerminalReport(
            [item.stash[RESULT] for item in checks],
            left_out,
            {item.path.parent.name: item.path.parent for item in checks},
            show_all,
        )


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Keep the checks that -k or -m leave out: not examined is not the same as passed."""
    checks = [item for item in items if exercise_of(item)]
    if checks:
        checks[0].config.stash.setdefault(DESELECTED, []).extend(checks)


def undecided(item: pytest.Item, why: str = "", reason: str = "") -> CheckResult:
    """Return the result of a check before anything is decided; `reason` and `why` if nothing is going to be."""
    lesson = item.path.parent.name
    points = item.get_closest_marker("points")
    return CheckResult(
        check=f"{lesson}/{item.path.name}::{item.name}",
        exercise=exercise_of(item) or "",
        lesson=lesson,
        points=float(points.args[0]) if points else 1.0,
        training=item.get_closest_marker("training") is not None,
        builds_on=builds_on(item),
        reason=reason,
        message=Message(headline=why),
    )


def broken_rule(item: pytest.Item, proxy: Any) -> Raised | None:
    """Return where the source of the exercise uses a forbidden name, None if it does not."""
    from grader.checks.forbidden import violation

    forbidden = forbidden_by(item)
    if not forbidden:
        return None
    exercise = exercise_of(item) or ""
    found: dict[str, Raised | None] = proxy._violations
    if exercise not in found:
        found[exercise] = violation(proxy._modules, exercise, forbidden)
    return found[exercise]


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
def held_out(request: pytest.FixtureRequest) -> Any:
    """The data and the allowance for a threshold; see `grader.checks.thresholds.HeldOutSplit`."""
    from grader.checks.thresholds import lecture_split

    return request.config.stash.get(HELD_OUT, lecture_split)()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Set how examples are drawn; a check that draws none begins as if it were one example."""
    if RESULT in item.stash:
        draw_examples(item)
    yield
    begin_again(item)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Look for forbidden names first; skip a training whose threshold the same code has passed on this machine.

    Nor does a check run for whose exercise a call has not ended in this run.
    """
    known = pyfuncitem.stash.get(RESULT, None)
    proxy = pyfuncitem.funcargs.get("submission")
    if known is not None and proxy is not None and (found := broken_rule(pyfuncitem, proxy)) is not None:
        from grader.checks.errors import Forbidden

        raise Forbidden(found)
    if known is not None and (known.lesson, known.exercise) in pyfuncitem.config.stash.get(ENDLESS, ()):
        from grader.checks.errors import NotTried

        raise NotTried
    thresholds = pyfuncitem.config.stash.get(PASSED, None)
    if known is None or thresholds is None or not known.training:
        return None
    if thresholds.passed(known):
        known.remembered = True
        return True
    return None


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Choose the example to show of those on which a check failed; find the way of the shapes to an error."""
    begun = time.monotonic()
    try:
        return (yield)
    except Exception as error:
        if RESULT not in item.stash or not isinstance(item, pytest.Function):
            raise
        from grader.checks.errors import SubmissionError
        from grader.plugin.chosen import shown
        from grader.plugin.once_more import once_more

        if not isinstance(error, AssertionError | SubmissionError):
            raise
        chosen = shown(item, error)
        if isinstance(chosen, SubmissionError):
            chosen = once_more(item, chosen, begun)
        if chosen is error:
            raise
        raise chosen from chosen.__cause__


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn the outcome of a check into its result."""
    wrapped = yield
    known = item.stash.get(RESULT, None)
    if known is None:
        return
    report = wrapped.get_result()  # type: ignore[attr-defined]
    known.seconds += call.duration
    decide(known, item, call, report)
    thresholds = item.config.stash.get(PASSED, None)
    if call.when == "call" and thresholds is not None and known.training and not known.remembered:
        thresholds.note(known)
    if known.status == "failed" and REPORT in item.config.stash:
        known.printed = last_printed(report.capstdout)
    if report.failed:
        report.longrepr = message_text(known.message)
    report.check_result = known


def decide(known: CheckResult, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
    """Decide on a check after one of its phases. It passes only by running to its end, and in no other way."""
    from grader.candidate.clock import OutOfMemory, OutOfTime
    from grader.checks.errors import NotWritten, SubmissionError
    from grader.plugin.judge import judge, not_run
    from grader.plugin.unwritten import explain_stub

    proxy = getattr(item, "funcargs", {}).get("submission")
    if call.excinfo is None:
        if call.when == "call" and report.passed:
            known.status = "passed"
            known.note = "" if known.remembered else getattr(proxy, "_note", "")
    elif report.skipped:
        wanted = getattr(report, "wasxfail", None)
        not_run(known, f"skipped: {call.excinfo.value}" if wanted is None else f"expected to fail: {wanted}")
    else:
        error = call.excinfo.value
        judge(known, error, proxy._trace if proxy is not None else [])
        if isinstance(error.__cause__, OutOfTime | OutOfMemory):
            item.config.stash.get(ENDLESS, set()).add((known.lesson, known.exercise))
        if isinstance(error, NotWritten) and proxy is not None:
            raised = error.raised
            if not explain_stub(known, raised, proxy._modules, item.path.parent):
                judge(known, SubmissionError(replace(raised, kind="error")), proxy._trace)


def last_printed(text: str, most: int = 4) -> list[str]:
    """Return the last lines that the code printed, each once: they belong to the example that is shown."""
    last = [line for line in dict.fromkeys(reversed(text.splitlines())) if line.strip()][:most]
    return [clean(line, 100) for line in reversed(last)]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Say in a sentence why a file of checks cannot be read; the checks in other files are run."""
    report: pytest.CollectReport = yield  # type: ignore[assignment]
    if report.failed and isinstance(collector, pytest.Module) and course_of(collector.config):
        from grader.course.check_files import why_unreadable

        lines = report.longreprtext.strip().splitlines()
        other = (
            f"{from_here(collector.path)} cannot be imported: {lines[-1].removeprefix('E').strip() if lines else ''}"
        )
        report.longrepr = why_unreadable(collector.path) or other
        collector.config.stash.setdefault(UNREADABLE, []).append(str(report.longrepr))
    return report  # type: ignore[return-value]


def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> tuple[str, str, str] | None:
    """Show a stub as not started rather than as a failure."""
    known = getattr(report, "check_result", None)
    if known is not None and report.when == "call" and known.unwritten:
        return "todo", "-", "TODO"
    return None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """End a run in which a check was skipped or broken off like one in which a check failed."""
    report = session.config.stash.get(REPORT, None)
    if report is not None and exitstatus == pytest.ExitCode.OK and report.broken_off():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: pytest.ExitCode, config: pytest.Config
) -> None:
    """Print the points, the first message of every exercise and what to do next."""
    if exitstatus == pytest.ExitCode.USAGE_ERROR:
        return  # pytest says why, below
    if REPORT in config.stash and not config.option.collectonly:
        notes = [*config.stash.get(UNREADABLE, []), *config.stash.get(LOADING, [])]
        config.stash[REPORT].print(terminalreporter, notes)
    elif exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and (left_out := config.stash.get(DESELECTED, [])):
        names = dict.fromkeys(item.path.stem.removeprefix("test_") for item in left_out)
        terminalreporter.line(
            f"-k or -m leaves out every check; -k takes a part of a name, such as: {', '.join(names)}"
        )
    elif exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and (root := course_of(config)):
        terminalreporter.line(why_no_checks(config, root))


@pytest.hookimpl(tryfirst=True)
def pytest_exception_interact(call: pytest.CallInfo[Any]) -> None:
    """Say what to do if the grader cannot even begin."""
    if call.excinfo is not None and isinstance(call.excinfo.value, GraderError):
        raise pytest.UsageError(str(call.excinfo.value))
