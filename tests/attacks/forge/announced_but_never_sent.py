"""Announce sixty megabytes and send one byte at a time.

gains without defence: nothing in one process
layer: wire, limits
"""

import json
import os
import socket
import struct


def forged(structure, payload=b""):
    return struct.pack("<IQ", len(structure), len(payload)) + structure + payload


def write(data):
    try:
        if os.fstat(3).st_mode & 0o170000 == 0o140000:  # only where descriptor 3 is a socket: the examiner's
            os.write(3, data)
    except OSError:
        pass


import time

write(struct.pack("<IQ", 8, 2**26))
for _ in range(1000):
    write(b"x")
    time.sleep(0.1)
