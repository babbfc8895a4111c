"""Kill whoever started this process, and the process group.

gains without defence: effect: grading ends
layer: pid, seccomp
"""

import os

parent = os.getppid()
if parent > 1:
    try:
        os.kill(parent, 9)
    except OSError:
        pass
try:
    os.killpg(os.getpgrp(), 9)
except OSError:
    pass
