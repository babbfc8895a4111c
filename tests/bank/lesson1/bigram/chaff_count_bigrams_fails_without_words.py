"""max of nothing.

caught by: every call begins with a table of zeros
says: ValueError
"""

import torch

reference = count_bigrams


def count_bigrams(words, stoi):
    longest = max(len(w) for w in words)
    print("longest", longest)
    return reference(words, stoi)
