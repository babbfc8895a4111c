"""A call for each word, until Python's stack is full.

caught by: thousands of words
says: maximum recursion depth
"""


def total(probs, words, stoi):
    if not words:
        return 0.0, 0
    xs, ys = bigrams(words[:1], stoi)
    loss, n = total(probs, words[1:], stoi)
    return loss - probs[xs, ys].log().sum(), n + len(xs)


def nll(probs, words, stoi):
    loss, n = total(probs, words, stoi)
    return loss / n
