"""Talk to a service of the machine through its Unix socket.

gains without defence: effect: a process outside hears from the submission
layer: root, seccomp
"""

import socket

try:
    with socket.socket(socket.AF_UNIX) as home:
        home.connect("@UNIX@")
        home.sendall(b"hello")
    print("REACHED", "unix")
except OSError:
    pass
