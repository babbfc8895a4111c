"""Use descriptors that somebody forgot to close.

gains without defence: secrets: open files
layer: server
"""

import os
import stat

for fd in range(3, 256):
    try:
        mode = os.fstat(fd).st_mode
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            print("REACHED", fd)
    except OSError:
        pass
