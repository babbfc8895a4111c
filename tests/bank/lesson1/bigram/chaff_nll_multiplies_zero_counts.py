"""A count of 0 times a logarithm of minus infinity.

caught by: bigrams that do not occur make no difference
says: a count of 0 times a logarithm of -inf is not a number
"""


def nll(probs, words, stoi):
    counts = count_bigrams(words, stoi)
    return -(counts * probs.log()).sum() / counts.sum()
