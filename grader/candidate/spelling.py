"""Which name was meant, where one that is not there is close to one that is.

Python says so itself only when it prints a traceback. Nothing of the submission is called for it.
"""

import builtins
import contextlib
import difflib
import inspect
from collections.abc import Set as AbstractSet
from types import FrameType, MappingProxyType, TracebackType
from typing import Any

NEAR = 0.75  # of 1: a letter too much, too few, exchanged or swapped in a word of four
LONGEST = 40  # characters of a name
MOST = 4000  # names


def did_you_mean(error: BaseException) -> str:
    """Return `; did you mean ...?` for a name that is not there, and an empty text if none is near."""
    if type(error) not in (AttributeError, NameError):
        return ""
    name = getattr(error, "name", None)
    if type(name) is not str or len(name) > LONGEST:
        return ""
    if type(error) is AttributeError:
        meant = _near(name, _attributes(error.obj))
    else:
        frame = _last(error.__traceback__)
        meant = _variable(name, frame) if frame else ""
    return f"; did you mean `{meant}`?" if meant else ""


def _variable(name: str, frame: FrameType) -> str:
    names: set[object] = {*dict.keys(frame.f_globals), *vars(builtins)}
    if frame.f_code.co_flags & inspect.CO_OPTIMIZED:  # else its variables may be in a mapping of the submission's
        local = frame.f_locals
        if "self" in local and name in _attributes(local["self"]):
            return f"self.{name}"
        names |= {*local}
    return _near(name, names)


def _attributes(holder: Any) -> set[object]:
    """Return the names that an object and its classes hold, without any code of theirs."""
    names: set[object] = set()
    kinds = type.__dict__["__mro__"].__get__(type(holder))
    spaces = [type.__dict__["__dict__"].__get__(kind) for kind in kinds]
    with contextlib.suppress(Exception):  # not every object holds attributes of its own
        spaces.append(object.__getattribute__(holder, "__dict__"))
    for space in spaces:
        if type(space) in (dict, MappingProxyType):
            names |= {*space}
    return names


def _near(name: str, names: AbstractSet[object]) -> str:
    """Return the name that comes closest, of those that one would write: none that begins with an underscore."""
    written = sorted(o for o in names if type(o) is str and len(o) <= LONGEST and not o.startswith("_"))[:MOST]
    for other in written:
        if other.lower() == name.lower():
            return other
    return next(iter(difflib.get_close_matches(name, written, 1, NEAR)), "")


def _last(trace: TracebackType | None) -> FrameType | None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace and trace.tb_frame
