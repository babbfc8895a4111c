"""Put terminal escapes, HTML and marks of direction into names and messages.

gains without defence: effect: a report that shows something else
layer: wire, reports
"""

NAME = "\x1b[2J\x1b[1;1H<script>alert(1)</script>\u202eP\x07=cmd|' /C calc'!A0"
Loud = type(NAME, (Exception,), {})


def smooth(losses, window):
    raise Loud(NAME * 3 + "\n" + "x" * 10_000_000)


class Embedding:
    def __init__(self, rows, width):
        self.weight = {NAME * 1000: torch.zeros(1)}
        print(NAME)

    def __call__(self, ix):
        return NAME * 10_000

    def parameters(self):
        return [NAME] * 100
