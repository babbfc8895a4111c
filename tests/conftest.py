"""One thread for this process: a fork of a process that has computed with several would hang (tests/sandbox forks)."""

import os

os.environ["OMP_NUM_THREADS"] = "1"
