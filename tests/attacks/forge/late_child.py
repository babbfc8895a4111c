"""Leave a child that answers the examiner's questions in place of this process.

gains without defence: effect: a process
layer: seccomp, pid
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

try:
    if os.fork() == 0:
        for number in range(40):
            time.sleep(0.1)
            write(forged(b'{"l":[%d,true]}' % (number % 5)))
        os._exit(0)
except OSError:
    pass
