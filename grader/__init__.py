"""The grader: checks, examiner, candidate and verdicts."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.plugin.notebook import check as check


def __getattr__(name: str) -> Any:
    """Load `grader.check` when a notebook asks for it: the candidate must not hold it."""
    if name == "check":
        from grader.plugin.notebook import check

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
