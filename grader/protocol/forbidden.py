"""Which names a rule stands for, the same for the side that reads the source and the side that sets traps."""

import importlib
from typing import Any


def resolve_owner(full: str) -> tuple[Any, str]:
    """Return the module or class that holds the name, and the name's last part; (None, ...) if there is none."""
    path, _, attribute = full.rpartition(".")
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for part in parts[cut:]:
            owner = getattr(owner, part, None)
        return owner, attribute
    return None, attribute


def expand(name: str) -> list[str]:
    """Return the dotted names that a rule stands for: the rule itself, or all classes and functions of `package.*`."""
    if not name.endswith(".*"):
        return [name]
    module = importlib.import_module(name[:-2])
    return [f"{name[:-2]}.{key}" for key, value in vars(module).items() if callable(value) and not key.startswith("_")]
