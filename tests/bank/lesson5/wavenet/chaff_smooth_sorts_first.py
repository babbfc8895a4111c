"""The losses are sorted before they are averaged.

says: The losses were sorted
"""


def smooth(losses, window):
    return losses.sort(descending=True).values.view(-1, window).mean(1)
