"""List the tests and read the checks.

gains without defence: secrets: the checks
layer: landlock, root
"""

import os

for path in ("@REPO@/tests", "@REPO@/exercises/lesson5", "@OUTSIDE@"):
    try:
        print("REACHED", len(os.listdir(path)), "names in", path)
    except OSError:
        pass
