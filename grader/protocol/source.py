"""The source of a submission, in the form in which it is sent to the side that runs it."""

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A piece of source that is run as a whole: a module file, or one code cell of a notebook.

    `source` is what was handed in. What runs of a notebook's cell is up to `grader.protocol.magics`.
    """

    file: str
    source: str
    notebook: bool = False


class Module(msgspec.Struct, frozen=True):
    """Cells that share one namespace. A helper runs only when another module imports it."""

    name: str
    cells: list[Cell]
    helper: bool = False
