"""Load a submission: run its module files or notebook cells one by one, and record what goes wrong in each.

A cell that fails costs only the names that it would have defined. Code runs with `__name__ == "submission"`, so a block
under `if __name__ == "__main__":` (plots, training) is skipped.
"""

import difflib
import linecache
import sys
import traceback
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

import torch

from grader.candidate.clock import OutOfTime, time_limit
from grader.candidate.neighbours import Neighbours
from grader.candidate.torch_state import TorchState
from grader.candidate.traps import ForbiddenCall
from grader.protocol.operations import Raised
from grader.protocol.source import Module

MESSAGE_LIMIT = 600


class Namespace:
    """The names of a loaded submission, across all its modules, and the errors of the cells that failed.

    `state` are torch's settings as loading left them; they are taken away again. For names that are `given`, pass it.
    """

    def __init__(
        self,
        modules: Iterable[Module] = (),
        given: Mapping[str, Any] | None = None,
        cell_seconds: float = 10,
        state: TorchState | None = None,
    ) -> None:
        before = TorchState.now()
        self.cell_seconds = cell_seconds
        self.files: set[str] = set()
        self.errors: list[Raised] = []
        self.modules: dict[str, ModuleType] = {}
        self.given = given
        self.sources = {module.name: module for module in modules}
        if self.sources:
            torch.default_generator.manual_seed(0)
            Neighbours(self.sources, self._load).install()
        for module in self.sources.values():
            if not module.helper:
                self._load(module.name)
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
        for cell in module.cells:
            self.files.add(cell.file)
            space.__dict__["__file__"] = cell.file
            lines = cell.source.splitlines(keepends=True)
            linecache.cache[cell.file] = (len(cell.source), None, lines, cell.file)
            try:
                with time_limit(self.cell_seconds):
                    exec(compile(cell.source, cell.file, "exec", dont_inherit=True), space.__dict__)  # noqa: S102
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self.errors.append(self.describe(error, "load"))

    def names(self) -> list[str]:
        """Return all public names, sorted."""
        if self.given is not None:
            return sorted(name for name in self.given if not name.startswith("_"))
        return sorted({name for space in self.modules.values() for name in vars(space) if not name.startswith("_")})

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
        if self.errors:
            return self.errors[0]
        close = difflib.get_close_matches(name, self.names(), 1)
        advice = f"there is `{close[0]}`: did you rename it?" if close else "did you rename or delete it?"
        if not self.names():
            advice = "nothing at all is defined there: did you save it?"
        where = ", ".join(sorted(self.files)) if 0 < len(self.files) <= 3 else "the submission"
        return Raised("missing", "NameError", f"there is no `{name}` in {where}; {advice}")

    def describe(self, error: BaseException, kind: str = "error") -> Raised:
        """Turn an exception into data: its type, its message, and the submission's own line."""
        try:
            message = str(error)[:MESSAGE_LIMIT]
        except BaseException:
            message = "(its message could not be read)"
        name = type(error).__name__
        if isinstance(error, OutOfTime):
            kind, name = "candidate", "timed out"
        elif isinstance(error, ForbiddenCall):
            kind, name = "forbidden", "Forbidden"
        if isinstance(error, SyntaxError):
            return Raised(
                "load", name, str(error.msg)[:MESSAGE_LIMIT], str(error.filename), error.lineno or 0,
                (error.text or "").strip()[:200],
            )  # fmt: skip
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if self._owns(frame.filename)]
        if not own:
            return Raised(kind, name, message)
        frame = own[-1]
        if isinstance(error, NotImplementedError) and kind == "error":
            kind = "stub"
        return Raised(kind, name, message, frame.filename, frame.lineno or 0, (frame.line or "")[:200], frame.name)

    def _owns(self, filename: str) -> bool:
        if self.given is not None:
            return "ipykernel" in filename or filename.startswith("<ipython")
        return filename in self.files
