"""The attack corpus: hostile submissions of lesson 5, one idea a file, in folders by family.

A file is appended to a base, the stub, `wrong.py` or the right solution. Its docstring's first line names the idea;
lines `gains without defence:`, `layer:`, `base:` (stub unless it says wrong or right) and `cost: slow` are for
machines. A line `# --- name.py` begins a further file that the submission ships, and `# --- honest.py` the same program
without its trick, whose points are no gain of the attack. Names between at signs stand for what the run offers as a
target: OUTSIDE (a folder that anybody may write to), PORT, UNIX, VICTIM, EXAMINER (process ids), REPO, NAMES, TOKEN,
USES and CHAINS (long expressions).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from grader.protocol.source import Cell, Module

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FAMILIES = ("harm", "stall", "forge", "steal", "game")
SECTION = re.compile(r"^# --- (\S+\.py)\n", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One hostile submission."""

    family: str
    slug: str
    idea: str
    gains: str
    layer: str
    base: str
    slow: bool
    files: dict[str, str]
    honest: str

    @property
    def name(self) -> str:
        return f"{self.family}/{self.slug}"


def read_attack(path: Path) -> Attack:
    """Read one file of the corpus."""
    text = path.read_text("utf-8")
    lines = (ast.get_docstring(ast.parse(text)) or "").splitlines()
    stated = {key.strip(): value.strip() for key, found, value in (line.partition(":") for line in lines[1:]) if found}
    first, *others = SECTION.split(text)
    shipped = dict(zip(others[::2], others[1::2], strict=True))
    honest = shipped.pop("honest.py", "")
    return Attack(
        family=path.parent.name,
        slug=path.stem,
        idea=lines[0],
        gains=stated["gains without defence"],
        layer=stated["layer"],
        base=stated.get("base", "stub"),
        slow=stated.get("cost") == "slow",
        files={"wavenet.py": first, **shipped},
        honest=honest,
    )


def corpus() -> list[Attack]:
    """Return all attacks, by family and name."""
    return [read_attack(path) for family in FAMILIES for path in sorted((HERE / family).glob("*.py"))]


def base_source(base: str) -> str:
    """Return the source on which an attack stands."""
    if base == "right":
        return reference_source()
    if base == "stub":
        return (ROOT / "exercises/lesson5/wavenet.py").read_text("utf-8")
    return reference_source() + "\n\n" + (HERE / "wrong.py").read_text("utf-8")


def reference_source() -> str:
    """Return the right solution."""
    return (ROOT / "solutions/lesson5/wavenet.py").read_text("utf-8")


def filled(text: str, targets: dict[str, str]) -> str:
    """Put a run's targets into an attack."""
    return re.sub(r"@([A-Z]+)@", lambda match: targets[match[1]], text)


def sources(attack: Attack, targets: dict[str, str]) -> dict[str, str]:
    """Return the files of the submission."""
    files = {name: filled(text, targets) for name, text in attack.files.items()}
    return {**files, "wavenet.py": base_source(attack.base) + "\n\n" + files["wavenet.py"]}


def honest_source(attack: Attack) -> str:
    """Return what the attack would be without its trick: what it stands on, unless the file says more."""
    return base_source(attack.base) + "\n\n" + attack.honest


def modules(files: dict[str, str]) -> list[Module]:
    """Return a submission as an examiner gets it."""
    return [Module(name.removesuffix(".py"), [Cell(name, text)]) for name, text in files.items()]
