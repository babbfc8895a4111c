"""Send the submission home over TCP.

gains without defence: effect: a process outside hears from the submission
layer: net, seccomp, landlock
"""

import socket

try:
    with socket.create_connection(("127.0.0.1", int("@PORT@")), timeout=1) as home:
        home.sendall(b"hello")
    print("REACHED", "tcp")
except OSError:
    pass
