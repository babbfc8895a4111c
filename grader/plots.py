"""The old location of the plots, for notebooks that have already been released; see `grader.training.plots`."""

from grader.training.plots import *  # noqa: F403
