"""The words are cut in the order of the list.

says: The words were not shuffled
"""


def split(words):
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
