"""Leave a child behind that acts after the verdict.

gains without defence: effect: a file, a process
layer: seccomp, pid
"""

import os
import time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(3)
            with open("@OUTSIDE@/reached-@TOKEN@", "w") as file:
                file.write("was here")
            time.sleep(5)
        os._exit(0)
except OSError:
    pass
