"""Sum and number live outside of the function.

says: not on earlier calls
"""

total = {"sum": 0.0, "n": 0}


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    total["sum"] -= probs[xs, ys].log().sum().item()
    total["n"] += len(xs)
    return total["sum"] / total["n"]
