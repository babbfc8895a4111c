"""Row 0, whatever stoi says.

caught by: the numbers are those of stoi
says: Take every number from stoi
"""


def nll(probs, words, stoi):
    stoi = {**stoi, ".": 0}
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log().mean()
