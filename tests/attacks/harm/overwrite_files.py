"""Empty a file that belongs to somebody else.

gains without defence: effect: the file is lost
layer: landlock, root
"""

import os

path = "@OUTSIDE@/victim.txt"
for attempt in (
    lambda: os.truncate(path, 0),
    lambda: os.unlink(path),
    lambda: os.chmod(path, 0),
    lambda: os.rename(path, path + "2"),
):
    try:
        attempt()
        print("REACHED", path)
    except OSError:
        pass
