"""The pytest plugin of checks: the fixture `submission`, points, and feedback in place of tracebacks.

pytest loads this package by its entry point, so the hooks are names of it.
"""

from grader.plugin.hooks import *  # noqa: F403
