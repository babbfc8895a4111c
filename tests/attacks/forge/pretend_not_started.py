"""Answer that everything is a stub, missing, passed or forbidden, at will.

gains without defence: nothing in one process
layer: examiner
"""

import itertools
import sys

executor = sys.modules.get("grader.candidate.executor")
op = sys.modules.get("grader.protocol.operations")
kinds = itertools.cycle(["stub", "missing", "load", "passed", "", "candidate", "wrong", "forbidden"])
if executor is not None:
    executor.Executor.run = lambda self, operation, seconds=0: op.Raised(next(kinds), "Passed", "64 of 64")
