"""Read the memory of the examiner and of the parent.

gains without defence: secrets: memory
layer: root, pid, seccomp
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), int("@EXAMINER@"), int("@VICTIM@")):
    try:
        with open(f"/proc/{pid}/maps") as maps:
            start = int(maps.readline().split("-")[0], 16)
        with open(f"/proc/{pid}/mem", "rb") as memory:
            memory.seek(start)
            print("REACHED", pid, memory.read(16))
    except (OSError, ValueError, OverflowError):
        pass
