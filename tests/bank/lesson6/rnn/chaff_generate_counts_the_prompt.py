"""length counts the whole text.

says: characters should be drawn in addition to the prompt
"""

reference = generate


def generate(model, prompt, length, stoi, itos, generator=None):
    return reference(model, prompt, length, stoi, itos, generator)[:length]
