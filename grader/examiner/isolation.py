"""How candidates would be isolated on this machine; determined before any work begins."""

import sys

from grader.errors import GraderError

NOT_ISOLATED = "NOT ISOLATED (isolation none): limits only"


def require_isolation(mode: str, option: str = "--isolation {}") -> str:
    """Return the sentence on isolation for a mode; raises GraderError if it is not enough for untrusted work.

    `option` says how the reader of the message chooses a mode.
    """
    from grader.sandbox import probe, sufficient

    if mode == "none":
        return NOT_ISOLATED
    report = probe()
    if not sufficient(report):
        raise GraderError(
            f"{report}.\nUntrusted work cannot be graded like this. On Linux, allow user namespaces or use a newer "
            f"kernel; elsewhere, grade in Linux (a container, WSL 2). For work that you trust: {option.format('none')}"
        )
    if mode == "strict":
        if report.bubblewrap is None:
            raise GraderError(
                f"strict isolation needs bubblewrap: apt-get install bubblewrap, or {option.format('auto')}"
            )
        return f"{report}; bubblewrap"
    return str(report)


def has_fork() -> bool:
    """Return whether a process that has torch loaded can be forked safely, which is so on Linux."""
    return sys.platform.startswith("linux")
