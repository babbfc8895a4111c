"""Leave a file outside.

gains without defence: effect: a file
layer: landlock, root
"""

import os

for folder in ("@OUTSIDE@", "@REPO@/tests/attacks", os.path.expanduser("~")):
    if folder == "/tmp":
        continue  # that is allowed, where it is the submission's own
    try:
        with open(folder + "/reached-@TOKEN@", "w") as file:
            file.write("was here")
        print("REACHED", folder)
    except OSError:
        pass
