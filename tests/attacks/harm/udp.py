"""Send datagrams to a process outside.

gains without defence: effect: a process outside hears from the submission
layer: net, seccomp
"""

import socket

try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as home:
        home.sendto(b"hello", ("127.0.0.1", int("@PORT@")))
    print("REACHED", "udp")
except OSError:
    pass
