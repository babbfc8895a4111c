"""Fork as often as it goes (150 times here).

gains without defence: effect: processes
layer: seccomp, rlimits, pid
"""

import os
import time

made = 0
for _ in range(150):
    try:
        if os.fork() == 0:
            time.sleep(8)
            os._exit(0)
        made += 1
    except OSError:
        break
if made > 40:
    print("REACHED", made, "processes")
