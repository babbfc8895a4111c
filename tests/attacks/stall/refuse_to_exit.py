"""Hold up the end of the process with atexit and threads.

gains without defence: effect: no verdict
layer: pid
"""

import atexit
import threading
import time

atexit.register(time.sleep, 100)
try:
    threading.Thread(target=time.sleep, args=(100,)).start()
except RuntimeError:
    pass
