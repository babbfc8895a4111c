"""Open a port and wait for commands.

gains without defence: effect: a listening port
layer: net, seccomp
"""

import socket

try:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    name = door.getsockname()
    with socket.create_connection(name, timeout=1):
        print("REACHED", "a port of its own")
except OSError:
    pass
