"""The draw comes from torch's global state.

says: Pass the generator on
"""

reference = generate


def generate(model, prompt, length, stoi, itos, generator=None):
    return reference(model, prompt, length, stoi, itos)
