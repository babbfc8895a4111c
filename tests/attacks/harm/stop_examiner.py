"""Stop the examiner with SIGSTOP, so that grading freezes.

gains without defence: effect: grading freezes
layer: pid, seccomp, uid
"""

import os
import signal

for pid in (int("@EXAMINER@"), int("@VICTIM@")):
    try:
        os.kill(pid, signal.SIGSTOP)
    except OSError:
        pass
