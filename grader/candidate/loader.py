"""Load a submission: run its module files or notebook cells one by one, and record what goes wrong in each.

A cell that fails costs only the names that it would have defined, and a library or file that is not here only what
uses it (`grader.candidate.not_here`). Code runs with `__name__ == "submission"`, so a block
under `if __name__ == "__main__":` (plots, training) is skipped.
"""

import ast
import linecache
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

import torch

from grader.candidate.absent import why_missing
from grader.candidate.clock import OutOfMemory, OutOfTime, time_limit
from grader.candidate.kernel import given_names
from grader.candidate.loading_time import LoadingTime, SlowStatement
from grader.candidate.loops import innermost_loop
from grader.candidate.neighbours import Neighbours
from grader.candidate.not_here import NotHere
from grader.candidate.spelling import did_you_mean
from grader.candidate.staying import staying_alive
from grader.candidate.syntax import line_of, syntax_message
from grader.candidate.torch_state import TorchState
from grader.candidate.traps import ForbiddenCall
from grader.protocol.magics import only_checks, python_of
from grader.protocol.operations import Raised
from grader.protocol.source import Cell, Module

MESSAGE_LIMIT = 600
MAIN = 'if __name__ == "__main__":'


class Namespace:
    """The names of a loaded submission, across all its modules, and the errors of the cells that failed.

    `state` are torch's settings as loading left them; they are taken away again. `slow` is what takes long whenever the
    submission is loaded. For names that are `given`, pass it. `lost` says, by file, why a cell is not to be run: it
    ended the process of an earlier attempt. `announce` is told the file of each cell before it runs.
    """

    def __init__(
        self,
        modules: Iterable[Module] = (),
        given: Mapping[str, Any] | None = None,
        cell_seconds: float = 10,
        state: TorchState | None = None,
        lost: Mapping[str, Raised] | None = None,
        announce: Callable[[str], None] | None = None,
    ) -> None:
        before = TorchState.now()
        self.cell_seconds = cell_seconds
        self.lost = lost or {}
        self.announce = announce
        self.running: list[str] = []
        self.cells: dict[str, Cell] = {}
        self.errors: list[Raised] = []
        self.failed: list[tuple[Cell, Raised]] = []
        self.imports = NotHere()
        self.slow: list[SlowStatement] = []
        self.modules: dict[str, ModuleType] = {}
        self.given = given
        self.sources = {module.name: module for module in modules}
        if self.sources:
            torch.default_generator.manual_seed(0)
            Neighbours(self.sources, self._load).install()
        for module in self.sources.values():
            if not module.helper:
                self._load(module.name)
        self.not_here = self.imports.errors(self.cells.values())
        self.errors += self.not_here
        self.state = state or TorchState.now()
        before.restore(TorchState.now())

    def _load(self, name: str) -> ModuleType:
        if name not in self.modules:
            self._run(self.sources[name])
        return self.modules[name]

    def _run(self, module: Module) -> None:
        space = ModuleType("submission" if not self.modules else f"submission_{module.name}")
        sys.modules[space.__name__] = space  # dataclasses and pickle look up a class's module here
        self.modules[module.name] = space
        if any(cell.notebook for cell in module.cells):
            space.__dict__.update(given_names(space.__dict__))
        self.running.append("")
        for cell in module.cells:
            self.cells[cell.file] = cell
            space.__dict__["__file__"] = cell.file
            lines = cell.source.splitlines(keepends=True)
            linecache.cache[cell.file] = (len(cell.source), None, lines, cell.file)
            if cell.file in self.lost:
                self._fail(cell, self.lost[cell.file])
                continue
            self._announce(cell.file)
            timed = LoadingTime(cell)
            limit = time_limit(self.cell_seconds, timed.look)
            try:
                with limit, staying_alive():
                    self._execute(cell, space)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._fail(cell, self.describe(error, "load"))
            if (slow := timed.slow(limit.spent())) is not None:
                self.slow.append(slow)
        self.running.pop()
        self._announce(*self.running[-1:])  # the cell that imported this module goes on

    def _announce(self, *file: str) -> None:
        if self.announce is not None and file:
            self.running[-1:] = file
            self.announce(file[0])

    def _execute(self, cell: Cell, space: ModuleType) -> None:
        tree: Any = compile(python_of(cell), cell.file, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        if cell.notebook and only_checks(tree):  # there are no checks where this runs
            return
        self.imports.run(cell, tree, space)

    def _fail(self, cell: Cell, raised: Raised) -> None:
        self.errors.append(raised)
        self.failed.append((cell, raised))

    def names(self) -> list[str]:
        """Return all public names, sorted."""
        if self.given is not None:
            return sorted(name for name in self.given if not name.startswith("_"))
        return sorted({name for space in self.modules.values() for name in vars(space) if not _hidden(name)})

    def find(self, name: str) -> Any:
        """Return the object of that name; raises `LookupError` when no module defines it."""
        if self.given is not None:
            if name in self.given:
                return self.given[name]
            raise LookupError(name)
        for space in self.modules.values():
            if name in vars(space):
                return vars(space)[name]
        raise LookupError(name)

    def missing(self, name: str) -> Raised:
        """Say why the name is missing: its cell failed, or nobody wrote it."""
        if self.given is not None and self.errors:
            return self.errors[0]
        spaces = [self.given] if self.given is not None else [vars(space) for space in self.modules.values()]
        own = {
            other: value
            for space in spaces
            for other, value in space.items()
            if not _hidden(other) and getattr(value, "__module__", "") in self._modules_of_its_own()
        }
        cells = list(self.cells.values())
        lost, unknown = self.imports.missing(name), self.imports.unknown
        kernel = self.given is not None
        return why_missing(name, cells, self.failed, own, len(self.names()), lost, unknown, kernel=kernel)

    def _modules_of_its_own(self) -> set[str]:
        return {"__main__"} if self.given is not None else {space.__name__ for space in self.modules.values()}

    def describe(self, error: BaseException, kind: str = "error") -> Raised:
        """Turn an exception into data: its type, its message, and the submission's own line."""
        try:
            message = str(error)[:MESSAGE_LIMIT]
        except BaseException:
            message = "(its message could not be read)"
        message = self.imports.explained(error, message)
        if kind == "error":
            message += did_you_mean(error)
        name = type(error).__name__
        if isinstance(error, OutOfTime | OutOfMemory):
            if kind == "load":
                message += f"; move what takes long when it is loaded under `{MAIN}`"
            kind, name = "candidate", "timed out" if isinstance(error, OutOfTime) else "out of memory"
        elif isinstance(error, ForbiddenCall):
            kind, name = "forbidden", "Forbidden"
        elif isinstance(error, SystemExit):
            message = "sys.exit, exit or quit ends the program here; delete that line"
        if isinstance(error, SyntaxError):
            return self._describe_syntax(error)
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if self.owns(frame.filename)]
        if not own:
            return Raised(kind, name, message)
        if isinstance(error, OutOfTime | OutOfMemory | MemoryError):
            traceback.clear_frames(error.__traceback__)  # they hold what fills the memory
            if (loop := innermost_loop(own)) is not None:
                return Raised(kind, name, message, loop.file, loop.number, loop.text[:200], loop.function)
        frame = own[-1]
        if isinstance(error, NotImplementedError) and kind == "error":
            kind = "stub"
        return Raised(kind, name, message, frame.filename, frame.lineno or 0, (frame.line or "")[:200], frame.name)

    def _describe_syntax(self, error: SyntaxError) -> Raised:
        cell = self.cells.get(str(error.filename))
        message = str(error.msg) if cell is None else syntax_message(error, cell)
        text = (error.text or "") if cell is None else line_of(cell, error.lineno or 0)
        where = str(error.filename), error.lineno or 0, text.strip()[:200]
        return Raised("load", type(error).__name__, message[:MESSAGE_LIMIT], *where)

    def owns(self, filename: str) -> bool:
        """Return whether code in a file of this name is the submission's."""
        if self.given is not None:
            return "ipykernel" in filename or filename.startswith("<ipython")
        return filename in self.cells


def _hidden(name: str) -> bool:
    return name.startswith("_") or name in ("get_ipython", "display")
