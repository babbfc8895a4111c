"""The pytest plugin for checks: the fixture `submission`, points, and feedback instead of tracebacks.

pytest loads this package through its entry point, so the hooks have to be names of the package.
"""

from grader.plugin.hooks import *  # noqa: F403
