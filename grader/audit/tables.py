"""Print the findings of an audit as tables."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader.audit.findings import Audit, Finding

VERDICTS = {"wheat": "accepted", "chaff": "rejected", "reference": "passes", "stub": "raises"}


def print_audit(audit: Audit, console: Console, *, margins: bool, details: bool, whole: bool = True) -> None:
    """Print the tables; `details` adds a line for every program, not only for those that are not as they should be.

    Which check catches what is shown only for a `whole` bank: a few programs say nothing about a check.
    """
    if details:
        console.print(programs_table(audit.findings))
    if audit.problems:
        console.print(problems_table(audit.problems))
    if audit.undecided:
        console.print(undecided_table(audit.undecided))
    if audit.matrix and whole:
        console.print(checks_table(audit))
        sole = audit.sole()
        if sole:
            console.print(sole_table(sole))
    if audit.confusions:
        console.print(confusion_table(audit))
    if margins:
        console.print(margins_table(audit))
    for line in summary_lines(audit, whole):
        console.print(line, highlight=False)


def programs_table(findings: list[Finding]) -> Table:
    """Return a line for every program."""
    table = Table("program", "", "failed checks", "diagnosed", "s", title="Programs")
    for finding in findings:
        verdict = "[red]wrong[/]" if finding.problem else VERDICTS.get(finding.kind, "killed")
        verdict = "[yellow]undecided[/]" if finding.undecided else verdict
        diagnosed = ("yes" if finding.first else "later") if finding.diagnosed else "no"
        named = finding.kind == "chaff"
        count = str(len(finding.caught_by)) if named else ""
        table.add_row(
            f"{finding.lesson} {finding.name}", verdict, count, diagnosed if named else "", f"{finding.seconds:.1f}"
        )
    return table


def problems_table(findings: list[Finding]) -> Table:
    """Return the table of what is not as it should be."""
    table = Table("program", "what is wrong", title="Problems", show_lines=True)
    for finding in findings:
        table.add_row(f"{finding.lesson} {finding.name}", escape(finding.problem))
    return table


def undecided_table(findings: list[Finding]) -> Table:
    """Return the programs about which nothing is known yet."""
    table = Table("program", "checks without a verdict", title="Too little processor time, even alone", show_lines=True)
    for finding in findings:
        table.add_row(f"{finding.lesson} {finding.name}", "\n".join(map(short, finding.undecided)))
    return table


def checks_table(audit: Audit) -> Table:
    """Return the kill matrix in brief: how many wrong programs each check catches, and how many no other does."""
    table = Table("check", "catches", "alone", title="What each check catches", caption="alone: no other check does")
    sole = list(audit.sole().values())
    for check in audit.checks:
        count = len(audit.catches(check))
        table.add_row(short(check), str(count) if count else "[yellow]0[/]", str(sole.count(check) or ""))
    return table


def sole_table(sole: dict[str, str]) -> Table:
    """Return the wrong programs that only one check catches."""
    table = Table("program", "check", title="Caught by one check only")
    for chaff, check in sole.items():
        table.add_row(chaff, short(check))
    return table


def confusion_table(audit: Audit) -> Table:
    """Return the messages that name some other program's misconception."""
    table = Table("program", "check", "was told", title="Misdiagnosed", show_lines=True)
    for confusion in audit.confusions:
        table.add_row(confusion.name, short(confusion.check), escape(confusion.sentence))
    return table


def margins_table(audit: Audit) -> Table:
    """Return how much of its tolerance each check used up on right programs."""
    table = Table("check", "float32", "float64", title="Largest error of right programs / tolerance")
    for check, noted in sorted(audit.margins.items()):
        cells = [f"{noted[dtype]:.1e}" if dtype in noted else "" for dtype in ("float32", "float64")]
        table.add_row(short(check), *cells)
    return table


def summary_lines(audit: Audit, whole: bool = True) -> list[str]:
    """Return the figures, one per line."""
    lines = []
    for kind, verdict in VERDICTS.items():
        of_kind = [finding for finding in audit.findings if finding.kind == kind and not finding.undecided]
        if of_kind:
            right = sum(not finding.problem for finding in of_kind)
            lines.append(f"{kind:<10} {right} of {len(of_kind)} {verdict}")
    if audit.chaffs:
        named, first = sum(c.diagnosed for c in audit.chaffs), sum(c.first for c in audit.chaffs)
        lines.append(
            f"diagnosed  {named} of {len(audit.chaffs)} ({audit.diagnosed():.0%}), {first} by the first message"
        )
        lines.append(f"misdiagnosed {len({confusion.name for confusion in audit.confusions})}")
    dead = audit.dead() if audit.matrix and whole else []
    if dead:
        lines += ["checks that catch nothing:", *(f"    {short(check)}" for check in dead)]
    if audit.undecided:
        lines.append(
            f"[yellow]undecided  {len(audit.undecided)}, and counted nowhere above: other programs left too little "
            "processor time; run the audit again when the machine is less busy[/]"
        )
    if audit.problems or audit.confusions:
        lines.append("[red]there are problems[/]")
    elif audit.holds:
        lines.append("[green]everything is as it should be[/]")
    return lines


def short(check: str) -> str:
    """Return a check's name as tables show it: `lesson5 smooth: every number is the mean of one window`."""
    place, _, name = check.partition("::")
    lesson, _, file = place.partition("/")
    return f"{lesson} {file.removeprefix('test_').removesuffix('.py')}: {name.removeprefix('test_').replace('_', ' ')}"
