"""Letters only.

says: The dots before and after each word are left out
"""


def nll(probs, words, stoi):
    pairs = [(stoi[a], stoi[b]) for w in words for a, b in zip(w, w[1:])] or [(stoi["."], stoi[words[0][0]])]
    return -sum(probs[a, b].log() for a, b in pairs) / len(pairs)
