"""Results as text: the one renderer of messages and exercises, used by terminals, notebooks and pages alike."""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from grader.results.check import LEFT_OUT, NOT_TRIED, CheckResult, earned_text
from grader.results.exercise import ExerciseResult, ExerciseStatus, broken_below
from grader.results.message import LoadError, Message, Where
from grader.results.points import number_text

LINES = 12  # per message
PAGE = 100  # characters per line that nbgrader's feedback pages show without scrolling
MARKS = {
    ExerciseStatus.PASSED: "✓",
    ExerciseStatus.FAILING: "✗",
    ExerciseStatus.NOT_STARTED: "·",
    ExerciseStatus.IN_PROGRESS: "~",
    ExerciseStatus.NOT_EXAMINED: "-",
}


class Line(NamedTuple):
    """A line of text; `style` is a status, "title", "dim" or empty, and each view has its own colours for them."""

    text: str
    style: str = ""


def message_lines(message: Message, *, diagnosis_first: bool = False) -> list[str]:
    """Return a message in at most a dozen lines: what was called, what is wrong, the evidence, the sentence, where.

    With `diagnosis_first`, for a view that shows a few lines only, the sentence and the place come before the evidence.
    """
    headline = message.headline.splitlines()
    evidence = [f"expected   {message.expected}"] if message.expected else []
    evidence += [f"got        {message.got}"] if message.got else []
    evidence += message.difference
    sentences = [*([message.kind.sentence] if message.kind else []), *_sentence_lines(message.sentences)]
    where = [*([f"shapes     {message.shapes}"] if message.shapes else []), *_where_lines(message.where)]
    ends = [*evidence, *sentences, *where]
    body = [*sentences, *headline, *where, *evidence] if diagnosis_first else [*headline, *ends]
    called = [f"{'called     ' if i == 0 else '           '}{line}" for i, line in enumerate(message.called)]
    room = max(1, LINES - len(body))
    if len(called) > room:  # the construction stays first, and the last calls matter most
        called = [called[0], *called[len(called) - room + 1 :]][:room]
    return [*body, *called][:LINES] if diagnosis_first else [*called, *body][:LINES]


def load_error_text(error: LoadError) -> str:
    """Return, in one line, why a file or cell did not run."""
    return f"{error.type}: {error.message} ({error.where.file}:{error.where.line})"


def message_text(message: Message) -> str:
    """Return a message as one text."""
    return "\n".join(message_lines(message))


def _sentence_lines(sentences: Sequence[str]) -> list[str]:
    if len(sentences) < 2:
        return [line for sentence in sentences for line in sentence.splitlines()]
    return ["More than one mistake gives this result:", *(f"- {sentence}" for sentence in sentences)]


def _where_lines(where: Where | None) -> list[str]:
    if where is None:
        return []
    place = f"line {where.line} of your cell" if where.cell else f"{where.file}:{where.line}" if where.file else ""
    inside = f", in {where.function}" if place and where.function not in ("", "<module>") else ""
    return [*([place + inside] if place else []), *([f"    {where.source}"] if where.source else [])]


def exercise_lines(
    exercise: ExerciseResult,
    others: Sequence[ExerciseResult] = (),
    *,
    show_all: bool = False,
    said: set[str] | None = None,
) -> list[Line]:
    """Return what a student reads about one exercise: its points, and what is wrong.

    Args:
        exercise: The exercise.
        others: All exercises of the run. If a failing one uses another that fails too, the text says so instead.
        show_all: Whether to show every message instead of only the first.
        said: Messages that have been shown before and are not repeated; those that stop every exercise are added.
    """
    status = exercise.status
    tally = f"{earned_text(exercise.checks)}/{number_text(exercise.points)}"
    head = f"{MARKS[status]} {exercise.name:<22}{tally:>8}"
    if status in (ExerciseStatus.NOT_STARTED, ExerciseStatus.NOT_EXAMINED):
        words = "" if any(check.passed for check in exercise.checks) else f"{status}: "
        return [Line(f"{head}   {words}{_why(exercise)}".rstrip(": "), status)]
    remembered = sum(check.remembered for check in exercise.checks)
    if remembered:
        head += f"   ({remembered} remembered: this very code has passed before)"
    if status is ExerciseStatus.IN_PROGRESS:
        head += f"   {status}"
    lines = [Line(head, status)]
    lines += [Line(f"    {note}") for note in sorted({check.note for check in exercise.checks if check.note})]
    lines += [Line(f"    {line}") for message in exercise.to_do for line in message.headline.splitlines()]
    if exercise.not_run:
        lines.append(Line(f"    {not_run_text(exercise.not_run)}"))
    broken = [] if show_all else broken_below(exercise, others)
    if broken:
        pronoun = "which still fails; fix that first" if len(broken) == 1 else "which still fail; fix those first"
        lines.append(Line(f"    uses {', '.join(broken)}, {pronoun}"))
    return lines + _failure_lines(exercise, bool(broken), show_all, said if said is not None else set())


def _failure_lines(exercise: ExerciseResult, broken: bool, show_all: bool, said: set[str]) -> list[Line]:
    lines: list[Line] = []
    shown: set[str] = set()
    repeats: dict[str, list[CheckResult]] = {}
    telling = exercise.telling
    for check in exercise.failing:
        text = message_text(check.message)
        if text in shown or text in said or check.reason == NOT_TRIED:
            repeats.setdefault(text, []).append(check)
            continue
        if broken or not (show_all or check is telling):
            lines.append(Line(f"    ✗ {check.title}", "dim"))
            continue
        shown.add(text)
        if check.reason == "load":
            said.add(text)
        lines.append(Line(f"    ✗ {check.title}", "title"))
        lines += [Line(f"        {line}") for line in text.splitlines()]
        lines += printed_lines(check)
    return [*lines, *map(_repeated_line, repeats.values())]


def _repeated_line(checks: Sequence[CheckResult]) -> Line:
    """Return one line for checks with a message that was shown before, or that were not tried."""
    what = checks[0].title if len(checks) == 1 else f"{len(checks)} more checks"
    why = f": {message_text(checks[0].message)}" if checks[0].reason == NOT_TRIED else " (same message as above)"
    return Line(f"    ✗ {what}{why}", "dim")


def printed_lines(check: CheckResult) -> list[Line]:
    """Return the lines for what the code printed in a failed check."""
    return [
        Line(f"        {'' if i else 'your code printed':<18}{line}", "dim") for i, line in enumerate(check.printed)
    ]


def _why(exercise: ExerciseResult) -> str:
    if exercise.status is ExerciseStatus.NOT_STARTED:
        return exercise.to_do[0].headline
    return not_run_text(exercise.not_run)


def not_run_text(checks: Sequence[CheckResult]) -> str:
    """Return how many checks were left out or not run, what they are worth, and why if that is known."""
    asked = [check for check in checks if check.reason != LEFT_OUT]
    groups = [[check for check in checks if check.reason == LEFT_OUT], asked]
    return "; ".join(_not_run_text(group) for group in groups if group)


def _not_run_text(checks: Sequence[CheckResult]) -> str:
    count = f"{len(checks)} check{'s' if len(checks) > 1 else ''} worth {number_text(sum(c.points for c in checks))}"
    why = ", ".join(dict.fromkeys(check.message.headline for check in checks if check.message.headline))
    if why and checks[0].reason == LEFT_OUT:
        return f"{count} {why}"
    return f"{count} not run{f' ({why})' if why else ''}"


def exercise_text(exercise: ExerciseResult, others: Sequence[ExerciseResult] = (), said: set[str] | None = None) -> str:
    """Return what a student reads about one exercise as one text; see `exercise_lines`."""
    return "\n".join(line.text for line in exercise_lines(exercise, others, said=said))


def wrapped(text: str) -> str:
    """Return a text in lines of at most PAGE characters; continuation lines are indented by two more."""
    return "\n".join(part for line in text.splitlines() for part in _parts(line))


def _parts(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, PAGE, subsequent_indent=indent + "  ", break_long_words=False) or [line]
