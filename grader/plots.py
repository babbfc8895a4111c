"""The old address of the plots, for notebooks that are released already; see `grader.training.plots`."""

from grader.training.plots import *  # noqa: F403
