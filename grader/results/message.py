"""What a failed check says, in parts. `grader.results.text` lays the parts out as lines."""

import msgspec


class Misconception(msgspec.Struct, frozen=True):
    """A known mistake. `id` stays the same when the sentence is reworded or mentions other numbers."""

    id: str
    sentence: str

    @property
    def key(self) -> str:
        """What it is known by: its id or, where it has none, its sentence."""
        return self.id or self.sentence


class Where(msgspec.Struct, frozen=True):
    """A line of the submission; `file` is empty if it is not known, `cell` says that it is a notebook cell."""

    file: str
    line: int
    function: str = ""
    source: str = ""
    cell: bool = False


class LoadError(msgspec.Struct, frozen=True):
    """Why a file or cell of a submission did not run."""

    type: str
    message: str
    where: Where


class Kind(msgspec.Struct, frozen=True):
    """A kind of difference between two values, such as rows in another order; `id` holds nothing of the example."""

    id: str
    sentence: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a message; each may be empty.

    called: what was done with the submission, one line per call, the oldest first. headline: what is wrong, possibly in
    several lines. expected, got: the two values. difference: how they differ, in lines. kind: the kind of difference,
    if one is seen in the numbers and no misconception matches. sentences: the misconceptions that match or, if none
    does, what the check is about. shapes: from layer to layer up to an error. where: the submission's own line.
    """

    called: list[str] = []
    headline: str = ""
    expected: str = ""
    got: str = ""
    difference: list[str] = []
    kind: Kind | None = None
    sentences: list[str] = []
    shapes: str = ""
    where: Where | None = None

    @property
    def gist(self) -> str:
        """What a table shows: the first sentence or, if there is none, what is wrong, and in which way."""
        if self.sentences:
            return self.sentences[0]
        if self.kind:
            return f"{self.headline}: {self.kind.sentence}"
        first, second = [*self.headline.splitlines(), "", ""][:2]
        fact = bool(second) and second.endswith(".") and not first.endswith((".", ":"))  # its sentence follows it
        return f"{first}. {second.strip()}" if fact else first
