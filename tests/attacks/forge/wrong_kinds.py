"""Send frames with doubled keys, wrong kinds, negative sizes and unknown types.

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


for text in (
    b'{"l":[],"l":[true]}',
    b'{"x":[1,2,3,4,5]}',
    b'{"x":["float32",[-1],[1],0,4]}',
    b'{"e":[1,2,3,4,5,6,7]}',
    b'{"d":[[{"l":[]},1]]}',
    b'{"o":["Call",[1,2,3,4]]}',
    b'{"q":[]}',
    b"NaN",
    b"1e999",
    b"9" * 5000,
):
    write(forged(text))
