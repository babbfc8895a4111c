"""How candidates would be isolated here, asked before any work begins."""

import sys

from grader.errors import GraderError


def require_isolation(mode: str) -> str:
    """Return the sentence on isolation for a mode; raises GraderError when it is not enough for untrusted work."""
    from grader.sandbox import probe, sufficient

    if mode == "none":
        return "NOT ISOLATED (--isolation none): limits only"
    report = probe()
    if not sufficient(report):
        raise GraderError(
            f"{report}.\nUntrusted work is not graded like this. On Linux allow user namespaces or use a newer kernel; "
            "elsewhere grade in Linux (a container, WSL 2). For work that you trust: --isolation none"
        )
    if mode == "strict":
        if report.bubblewrap is None:
            raise GraderError("strict isolation needs bubblewrap: apt-get install bubblewrap, or --isolation auto")
        return f"{report}; bubblewrap"
    return str(report)


def has_fork() -> bool:
    """Tell whether a process with torch in it can be forked safely: on Linux."""
    return sys.platform.startswith("linux")
