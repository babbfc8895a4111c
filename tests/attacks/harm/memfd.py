"""Take memory that the address-space limit does not count.

gains without defence: effect: 400 MB taken
layer: seccomp, rlimits
"""

import os

try:
    hidden = os.memfd_create("hidden")
    for _ in range(400):
        os.write(hidden, bytes(1 << 20))
    print("REACHED", "400 MB in a memfd")
    os.close(hidden)
except (OSError, AttributeError):
    pass
