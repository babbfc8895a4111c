"""What a failed check says, in parts. How the parts are laid out as lines is the business of `grader.results.text`."""

import msgspec


class Misconception(msgspec.Struct, frozen=True):
    """A known mistake. `id` stays the same when the sentence is worded anew or speaks of other numbers."""

    id: str
    sentence: str


class Where(msgspec.Struct, frozen=True):
    """A line of the submission; `file` is empty when nothing is known, `cell` says that it is a cell of a notebook."""

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


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a message; each may be empty.

    called: what was done with the submission, one line per call, the oldest first. headline: what is wrong; it may have
    several lines. expected, got: the two values. difference: in what they differ, a line each. sentences: the
    misconceptions that match or, where there is none, what the check is about. where: the submission's own line.
    """

    called: list[str] = []
    headline: str = ""
    expected: str = ""
    got: str = ""
    difference: list[str] = []
    sentences: list[str] = []
    where: Where | None = None

    @property
    def gist(self) -> str:
        """What a table shows of it: the first sentence or, where there is none, what is wrong."""
        lines = self.headline.splitlines()
        return self.sentences[0] if self.sentences else lines[0] if lines else ""
