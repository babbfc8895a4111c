"""Print without end.

gains without defence: effect: a full disk or memory
layer: limits
"""


def smooth(losses, window):
    while True:
        print("x" * 100_000)
