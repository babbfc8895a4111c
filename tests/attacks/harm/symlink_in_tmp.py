"""Make links in /tmp to folders outside, and write through them.

gains without defence: effect: a file
layer: landlock, root
"""

import os

link = "/tmp/link-@TOKEN@"
try:
    os.symlink("@OUTSIDE@", link)
    with open(link + "/reached-@TOKEN@", "w") as file:
        file.write("was here")
    print("REACHED", "through a link")
except OSError:
    pass
finally:
    if os.path.islink(link):
        os.unlink(link)
