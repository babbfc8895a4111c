"""The old location of the training loop, for notebooks that have already been released; see `grader.training`."""

from grader.training.loop import fit

__all__ = ["fit"]
