"""Run a shell command.

gains without defence: effect: a file
layer: seccomp, rlimits
"""

import subprocess

try:
    subprocess.run(["/bin/sh", "-c", "touch @OUTSIDE@/reached-@TOKEN@"], timeout=3)
except Exception:
    pass
