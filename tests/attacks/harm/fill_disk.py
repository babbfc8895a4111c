"""Fill the disk (150 MB here).

gains without defence: effect: 150 MB on disk
layer: landlock, root, rlimits
"""

import os

written = 0
for folder in ("@OUTSIDE@", "/var/tmp", "/dev/shm", "/tmp"):
    path = folder + "/filled-@TOKEN@"
    try:
        for number in range(3):
            with open(path + str(number), "wb") as file:
                for _ in range(50):
                    file.write(bytes(1 << 20))
                    written += 1
    except OSError:
        pass
    finally:
        for number in range(3):
            if os.path.exists(path + str(number)):
                os.unlink(path + str(number))
    if written >= 150:
        print("REACHED", written, "MB")
        break
