"""Kill the examiner and a process of somebody else.

gains without defence: effect: grading ends
layer: pid, seccomp, uid
"""

import os

for pid in (int("@EXAMINER@"), int("@VICTIM@")):
    try:
        os.kill(pid, 9)
    except OSError:
        pass
