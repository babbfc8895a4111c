"""Which names a text defines, seen line by line: it need not be Python, or not any more."""

import re

_DEFINED = re.compile(r"^([ \t]*)(?:class|(?:async[ \t]+)?def)[ \t]+(\w+)", re.MULTILINE)
# What the course itself provides defines no exercise, even if a helper of it has the name of one.
_IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+(?!(?:data|grader)\b)\S+[ \t]+)?import[ \t](.*)$", re.MULTILINE)
_ASSIGNED = re.compile(r"^([ \t]*)(\w[\w, \t]*)=[^=]", re.MULTILINE)
_WORD = re.compile(r"\w+")


def defined_in(text: str, *, nested: bool = True) -> list[str]:
    """Return the names of functions and classes in order: at any depth, or without `nested` at the left margin."""
    return [name for indent, name in _DEFINED.findall(text) if nested or not indent]


def bound_in(text: str, *, nested: bool = True) -> set[str]:
    """Return the names that are imported or assigned; without `nested`, only those assigned at the left margin."""
    lines = _IMPORTED.findall(text) + [names for indent, names in _ASSIGNED.findall(text) if nested or not indent]
    return {word for line in lines for word in _WORD.findall(line)}
