"""The losses are laid out in `window` rows instead of rows of `window`.

says: The losses were laid out in
"""


def smooth(losses, window):
    return losses.view(window, -1).mean(1)
