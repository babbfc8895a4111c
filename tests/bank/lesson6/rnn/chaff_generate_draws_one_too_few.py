"""One character is missing.

says: One character is missing
"""

reference = generate


def generate(model, prompt, length, stoi, itos, generator=None):
    return reference(model, prompt, length - 1, stoi, itos, generator)
