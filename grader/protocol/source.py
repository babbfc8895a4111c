"""The source of a submission, as it crosses to the side that runs it."""

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A piece of source that is run as a whole: a module file, or one code cell of a notebook."""

    file: str
    source: str


class Module(msgspec.Struct, frozen=True):
    """Cells that share one namespace. A helper is run only when another module imports it."""

    name: str
    cells: list[Cell]
    helper: bool = False
