"""Attach to another process as a debugger, which stops it.

gains without defence: effect: the process freezes
layer: seccomp, pid, capabilities
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for pid in (int("@EXAMINER@"), int("@VICTIM@")):
    if libc.ptrace(16, pid, None, None) == 0:
        print("REACHED", "ptrace")
