"""The tools that checks are written with: the comparison helper, rivals, strategies and independent oracles.

Nothing here calls the submission's code to get an expected value.
"""

from grader.checks.compare import Rival, expect, expect_error, require
from grader.checks.describe import value_text
from grader.checks.strategies import index_tensors, seeds, sizes, tensors
from grader.protocol.values import vjp

__all__ = [
    "Rival",
    "expect",
    "expect_error",
    "index_tensors",
    "require",
    "seeds",
    "sizes",
    "tensors",
    "value_text",
    "vjp",
]
