"""Limits from a TOML file and from the command line."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import GraderError
from grader.examiner.limits import Limits


def read_limits(file: Path | None, words: Sequence[str]) -> Limits:
    """Return the limits from a file, then from words such as "call_seconds=3"; raises GraderError for bad ones."""
    given: dict[str, Any] = {}
    if file is not None:
        try:
            given |= tomllib.loads(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise GraderError(f"{file} cannot be read as TOML: {error}") from None
    for word in words:
        name, _, value = word.partition("=")
        given[name.strip()] = value.strip()
    unknown = [name for name in given if name not in Limits.__struct_fields__]
    if unknown:
        raise GraderError(f"no limit {', '.join(unknown)}; the limits are: {', '.join(Limits.__struct_fields__)}")
    try:
        found = msgspec.convert(given, Limits, strict=False)
    except msgspec.ValidationError as error:
        raise GraderError(f"a limit is invalid: {error}") from None
    for name in given:
        if getattr(found, name) <= 0 and name != "restarts":
            raise GraderError(f"the limit {name} must be more than 0")
    return found
