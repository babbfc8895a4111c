"""Let the files of a submission import one another by name: `from wavenet import BatchNorm1d`.

A file called torch.py does not shadow the installed library, but it comes before a file of the same name that merely
lies on Python's path, as the stubs beside the checks do.
"""

import sys
from collections.abc import Callable, Collection, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

INSTALLED = {"site-packages", "dist-packages"}


class Neighbours(MetaPathFinder, Loader):
    """Finds the modules in `names`; `load` runs a module, or returns it if it has been run already."""

    def __init__(self, names: Collection[str], load: Callable[[str], ModuleType]) -> None:
        self.names, self.load = names, load

    def install(self) -> None:
        """Replace the finder of an earlier submission and forget the modules that it loaded."""
        for finder in [finder for finder in sys.meta_path if isinstance(finder, Neighbours)]:
            sys.meta_path.remove(finder)
            for name in finder.names:
                if getattr(getattr(sys.modules.get(name), "__spec__", None), "loader", None) is finder:
                    del sys.modules[name]
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec for a module of the submission."""
        ours = path is None and fullname in self.names and not _is_a_library(fullname)
        return ModuleSpec(fullname, self) if ours else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module, which has been run; the namespace keeps any errors."""
        return self.load(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: the module has already been run."""


def _is_a_library(name: str) -> bool:
    """Return whether a name belongs to Python, to what is installed, or to a package."""
    if name in sys.stdlib_module_names:
        return True
    found = PathFinder.find_spec(name)
    if found is None or found.origin is None:
        return False
    return found.submodule_search_locations is not None or not INSTALLED.isdisjoint(Path(found.origin).parts)
