"""The Python that a notebook's kernel makes of a cell, by IPython's own transformer and with every line in its place.

Text goes in and text comes out; nothing is run. Magics become calls of `get_ipython()`, which the candidate answers
with `grader.candidate.kernel`. A cell that is plain Python stays as it is, and needs no IPython.
"""

import ast
import functools
import re
from typing import Any, NamedTuple

from grader.protocol.source import Cell

# Cell magics that run their body among the notebook's own names. All others keep it to themselves: %%timeit runs it in
# a function, %%bash and %%python in another process, %%writefile not at all.
RUN = ("time", "capture", "prun", "debug")
WORK_LIMIT = 1_000_000  # characters to tokenize in one cell, which is read once more for every magic in it
LENGTH_LIMIT = 250_000  # characters of a cell in which magics are looked for
NESTED = 10  # cell magics, one in the other

_SPECIAL = re.compile(r"^[ \t]*[%!?,;/]|\?[ \t]*(?:#.*)?$|=[ \t]*[%!]|^[ \t]*(?:>>>|In \[)", re.MULTILINE)
_INDENTED = re.compile(r"\s*\n[ \t]|[ \t]")
_BARE = re.compile(r"\s*(?:pip|conda|mamba|uv|cd|ls|matplotlib|time|timeit|load_ext|env)\s+[^=\n(]+\s*")
_STATEMENT = re.compile(r"get_ipython\(\)\.run_line_magic\('(time|prun)', (.*)\)\n")
_OPTION = re.compile(r"\s*(?:--no-raise-error|-[rq]+|-[DlsT]\s*\S+)(?=\s|$)")
_HELP = re.compile(r"%%\w+\?")


class Code(NamedTuple):
    """What a kernel runs of a cell; `unrun` is the magic that keeps the cell's names from the notebook, if one does.

    `work` is how many characters were tokenized to find out.
    """

    text: str
    unrun: str = ""
    lacks_ipython: bool = False
    work: int = 0


def python_of(cell: Cell) -> str:
    """Return the Python that runs when this cell or file is run; line n of it is line n of what was handed in."""
    return code_of(cell.source).text if cell.notebook else cell.source


@functools.lru_cache(maxsize=64)  # a cell is read by whoever runs it and by whoever looks for forbidden names
def code_of(source: str) -> Code:
    """Return what a kernel runs of a cell's source; text that is no Python stays as it is, to be reported as such."""
    if len(source) > LENGTH_LIMIT:
        return Code(source)
    special = _SPECIAL.search(source) or _INDENTED.match(source)
    if not special and not _BARE.fullmatch(source):
        return Code(source)
    if parsed(source) is not None:
        return Code(source)
    work: list[int] = []
    try:
        found = _transform(source if special else f"%{source.strip()}", work)
    except ImportError:
        return Code(source, lacks_ipython=True)
    except Exception:  # whatever IPython's transformer raises, the kernel would not have run the cell either
        found = Code(source)
    return found._replace(work=sum(work))


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree, None if this is no Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def only_checks(tree: ast.Module) -> bool:
    """Return whether a cell does nothing but import from the grader and call `check`."""
    imports = [isinstance(node, ast.ImportFrom) and node.module == "grader" for node in tree.body]
    calls = [
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "check"
        for node in tree.body
    ]
    return bool(tree.body) and all(a or b for a, b in zip(imports, calls, strict=True))


def _transform(source: str, work: list[int]) -> Code:
    from IPython.core.inputtransformer2 import TransformerManager

    manager: Any = TransformerManager()
    lines = (source if source.endswith("\n") else source + "\n").splitlines(keepends=True)
    above: list[str] = []  # what takes the place of lines that the kernel drops
    for _ in range(NESTED):
        count = len(lines)
        for clean_up in manager.cleanup_transforms:
            lines = clean_up(lines)
        above += ["\n"] * (count - len(lines))
        if not lines or not lines[0].startswith("%%") or _HELP.match(lines[0]):
            break
        name, _, options = lines[0][2:].strip().partition(" ")
        words = options.split()
        if name not in RUN or (name == "time" and any(not word.startswith("-") for word in words)):
            return Code("", unrun=f"%%{name}")
        kept = [word for word in words if not word.startswith("-")] if name == "capture" else []
        above.append(f"{kept[-1]} = get_ipython().captured()\n" if kept and kept[-1].isidentifier() else "\n")
        lines = lines[1:]
    else:
        raise ValueError("too many magics, one in the other")
    return Code("".join(above + _lines_transformed(manager, lines, work)))


def _lines_transformed(manager: Any, lines: list[str], work: list[int]) -> list[str]:
    """Transform one magic after the other, as IPython does, and keep the number of lines; note the work."""
    while sum(work) < WORK_LIMIT:
        work.append(sum(map(len, lines)) + 1)
        changed, after = manager.do_one_token_transform(lines)
        if not changed:
            return lines
        place = next(n for n, line in enumerate(after) if n >= len(lines) or line != lines[n])
        after[place] = _without_timing(after[place])
        lines = [*after[: place + 1], *["\n"] * (len(lines) - len(after)), *after[place + 1 :]]
    raise ValueError("too many magics in too long a cell")


def _without_timing(line: str) -> str:
    """Return the statement that `%time` or `%prun` runs in place of the magic, and any other line as it is."""
    found = _STATEMENT.search(line)
    if found is None:
        return line
    statement = str(ast.literal_eval(found[2]))
    while option := _OPTION.match(statement):
        statement = statement[option.end() :]
    return f"{line[: found.start()]}{statement.strip() or 'None'}\n"
