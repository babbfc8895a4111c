"""Read what other students handed in.

gains without defence: secrets: the token
layer: landlock, root
"""

import glob

for path in glob.glob("@OUTSIDE@/*") + ["@OUTSIDE@/secret.txt"]:
    try:
        print("REACHED", open(path).read())
    except OSError:
        pass
