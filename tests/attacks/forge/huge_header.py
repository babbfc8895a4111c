"""Announce a frame of a million terabytes.

gains without defence: nothing in one process
layer: wire
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


write(struct.pack("<IQ", 2**32 - 1, 2**64 - 1))
