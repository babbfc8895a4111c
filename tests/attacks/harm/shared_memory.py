"""Leave a file in shared memory for other programs.

gains without defence: effect: a file in /dev/shm
layer: landlock, root
"""

try:
    with open("/dev/shm/reached-@TOKEN@", "w") as file:
        file.write("was here")
    print("REACHED", "/dev/shm")
except OSError:
    pass
