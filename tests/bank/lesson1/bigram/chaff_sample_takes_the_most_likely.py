"""argmax in place of a draw.

says: Either the most likely letter is taken
says: the generator is not used
"""


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while len(word) < 1000:
        index = probs[index].argmax().item()
        if index == dot:
            return word
        word += itos[index]
    return word
