"""One character too many.

says: One character too many was drawn
"""

reference = generate


def generate(model, prompt, length, stoi, itos, generator=None):
    return reference(model, prompt, length + 1, stoi, itos, generator)
