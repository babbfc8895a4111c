"""Import the repository's packages.

gains without defence: full marks
layer: landlock, root
"""

import sys

for path in ("@REPO@", "@REPO@/solutions/lesson5", "@REPO@/source"):
    sys.path.insert(0, path)
try:
    from solutions.lesson5.wavenet import *

    print("REACHED", "solutions")
except ImportError:
    pass
