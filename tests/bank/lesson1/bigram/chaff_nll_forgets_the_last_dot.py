"""The end of a name is not predicted.

says: The dot at the end of each word is left out
"""


def nll(probs, words, stoi):
    pairs = [(stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w)]
    return -sum(probs[a, b].log() for a, b in pairs) / len(pairs)
