"""Take all memory (3 GB here).

gains without defence: effect: 3 GB taken
layer: rlimits
"""

held = []
try:
    for _ in range(48):
        held.append(bytearray(b"x" * (64 << 20)))
except MemoryError:
    pass
if len(held) > 40:
    print("REACHED", len(held) * 64, "MB")
held.clear()
