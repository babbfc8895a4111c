"""One thread for this process: a fork of a process that has computed with several would hang (tests/sandbox forks)."""

import os
import signal

os.environ["OMP_NUM_THREADS"] = "1"

# A shell without job control starts what runs in the background deaf to Ctrl-C, and so would be what tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
