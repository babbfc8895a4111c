"""Decide what the results of an audit mean: what was misjudged, which check catches what, which messages help."""

from collections.abc import Iterable, Sequence

import msgspec

from grader.audit.margins import Margins, merge
from grader.audit.run import AuditResult
from grader.results.check import NO_PROCESSOR, CheckResult
from grader.results.text import message_text


class Finding(msgspec.Struct, kw_only=True):
    """The outcome for one program. `problem` is empty if all is as it should be.

    A program with `undecided` checks has no outcome yet: other programs left too little processor time for them.
    """

    name: str
    lesson: str
    kind: str
    problem: str = ""
    caught_by: list[str] = []  # the checks that failed
    undecided: list[str] = []
    diagnosed: bool = False
    first: bool = False  # diagnosed by the first message, the one that a student reads
    points: float = 0.0  # of the checks that were run, those of its exercise for a chaff
    lost: float = 0.0  # of these, what the failed checks are worth
    ideas: int = 1  # how many mistakes a chaff says that it makes
    seconds: float = 0.0


class Confusion(msgspec.Struct, kw_only=True):
    """A message that names a misconception that the program does not have."""

    name: str
    check: str
    sentence: str


class Audit(msgspec.Struct, kw_only=True):
    """All that an audit found."""

    findings: list[Finding]
    checks: list[str]
    matrix: dict[str, list[str]]  # chaff, with its lesson -> the checks that caught it
    confusions: list[Confusion]
    margins: Margins

    @property
    def chaffs(self) -> list[Finding]:
        """The findings of wrong programs, as far as they are decided."""
        return [finding for finding in self.findings if finding.kind == "chaff" and not finding.undecided]

    @property
    def problems(self) -> list[Finding]:
        """The findings that are not as they should be."""
        return [finding for finding in self.findings if finding.problem]

    @property
    def holds(self) -> bool:
        """Whether every program is judged, and correctly, and none is told a misconception that is not its own."""
        return not (self.problems or self.confusions or self.undecided)

    @property
    def undecided(self) -> list[Finding]:
        """The findings that are none: some of their checks lacked processor time."""
        return [finding for finding in self.findings if finding.undecided]

    def catches(self, check: str) -> list[str]:
        """Return the chaffs that a check catches."""
        return [chaff for chaff, checks in self.matrix.items() if check in checks]

    def sole(self) -> dict[str, str]:
        """Return the chaffs that only one check catches, with that check."""
        return {chaff: checks[0] for chaff, checks in self.matrix.items() if len(checks) == 1}

    def dead(self) -> list[str]:
        """Return the checks that catch nothing in the bank, although all wrong programs were tried on them."""
        alive = {check for checks in self.matrix.values() for check in checks}
        alive |= {check for finding in self.undecided for check in finding.undecided}
        return [check for check in self.checks if check not in alive]

    def diagnosed(self) -> float:
        """Return the share of chaffs whose messages name their misconception; 1 for no chaff."""
        return sum(c.diagnosed for c in self.chaffs) / len(self.chaffs) if self.chaffs else 1.0


def summarise(results: Sequence[AuditResult]) -> Audit:
    """Turn results into what they mean."""
    audit = Audit(findings=[], checks=[], matrix={}, confusions=[], margins={})
    checks: dict[str, None] = {}
    for result in results:
        failed = [check for check in result.checks if not check.passed and check.reason != NO_PROCESSOR]
        finding = Finding(
            name=result.subject.label,
            lesson=result.subject.lesson,
            kind=result.subject.kind,
            problem=problem_of(result),
            caught_by=[check.check for check in failed],
            undecided=result.lacking,
            points=sum(check.points for check in result.checks),
            lost=sum(check.points for check in failed),
            ideas=result.subject.program.ideas if result.subject.program else 1,
            seconds=result.seconds,
        )
        checks.update({check.check: None for check in result.checks})
        if result.subject.kind == "chaff" and not result.lacking:
            audit.matrix[f"{finding.lesson} {finding.name}"] = finding.caught_by
            finding.diagnosed = any(is_diagnosed(result, check) for check in failed)
            finding.first = bool(failed) and is_diagnosed(result, failed[0])
            audit.confusions += confusions_of(result, failed)
        elif result.subject.kind in ("wheat", "reference"):
            merge(audit.margins, result.margins)
        audit.findings.append(finding)
    audit.checks = list(checks)
    return audit


def problem_of(result: AuditResult) -> str:
    """Return what is not as it should be, or an empty text; empty, too, if that is still undecided."""
    if result.error or result.lacking:
        return result.error
    if not result.checks:
        return "no check concerns it"
    not_run = [check for check in result.checks if check.status == "undecided"]
    if not_run and result.subject.kind != "mutant":
        return f"{not_run[0].check} has not run to its end: {message_text(not_run[0].message) or 'reason unknown'}"
    nameless = [known.sentence for check in result.checks for known in check.misconceptions if not known.id]
    if nameless:
        return f"a rival needs an id, by which it is counted: {nameless[0]}"
    failed = [check for check in result.checks if not check.passed]
    match result.subject.kind:
        case "stub":
            started = [check.check for check in result.checks if check.reason != "stub"]
            return (
                f"a stub should raise NotImplementedError in every check, but does not in: {listed(started)}"
                if started
                else ""
            )
        case "chaff" | "mutant":
            return missing_reasons(result, failed) if failed else "wrong, but no check notices"
        case _:
            return f"right, but rejected by {failed[0].check}\n{message_text(failed[0].message)}" if failed else ""


def missing_reasons(result: AuditResult, failed: Sequence[CheckResult]) -> str:
    """Return which of a chaff's stated reasons did not come up."""
    program = result.subject.program
    if program is None:
        return ""
    unloaded = [check for check in failed if check.reason in ("load", "missing", "stub", "unfinished")]
    if unloaded:
        return f"it cannot even be loaded: {message_text(unloaded[0].message)}"
    for wanted in program.caught_by:
        if not any(wanted in check.check or wanted in check.title for check in failed):
            return f"caught, but not by {wanted!r}: {listed([check.check for check in failed])}"
    texts = [message_text(check.message) for check in failed]
    if program.says and not any(wanted in text for wanted in program.says for text in texts):
        return f"caught, but no message says {' or '.join(map(repr, program.says))}; the first is:\n{texts[0]}"
    return ""


def is_diagnosed(result: AuditResult, check: CheckResult) -> bool:
    """Return whether the message names what the chaff's file states or, if it states nothing, any misconception."""
    program = result.subject.program
    if program is not None and program.says:
        return any(wanted in message_text(check.message) for wanted in program.says)
    return bool(check.misconceptions)


def confusions_of(result: AuditResult, failed: Iterable[CheckResult]) -> list[Confusion]:
    """Return the misconceptions that messages name and that the chaff's file does not state."""
    program = result.subject.program
    if program is None or not program.says:
        return []
    return [
        Confusion(
            name=result.subject.label, check=check.check, sentence="\n".join(m.sentence for m in check.misconceptions)
        )
        for check in failed
        if check.misconceptions and not any(wanted in message_text(check.message) for wanted in program.says)
    ]


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return the first names and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
