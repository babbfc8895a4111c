"""Match a regular expression that backtracks for ever, while loading.

gains without defence: effect: no verdict
layer: limits
"""

import re

re.match(r"(a+)+$", "a" * 64 + "b")
