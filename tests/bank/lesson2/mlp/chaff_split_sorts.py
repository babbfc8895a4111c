"""The words are sorted.

says: The words were sorted
"""


def split(words):
    words = sorted(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
