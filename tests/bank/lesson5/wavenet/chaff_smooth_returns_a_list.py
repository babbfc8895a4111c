"""The means are Python numbers in a list.

says: got        [
"""


def smooth(losses, window):
    return [losses[i : i + window].mean().item() for i in range(0, len(losses), window)]
