"""Start five hundred threads.

gains without defence: effect: 500 threads
layer: rlimits
"""

import threading
import time

started = 0
for _ in range(500):
    try:
        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        started += 1
    except (RuntimeError, MemoryError):
        break
if started > 100:
    print("REACHED", started, "threads")
