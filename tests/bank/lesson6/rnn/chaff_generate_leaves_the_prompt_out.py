"""Only what was drawn is returned.

says: The prompt is missing
"""

reference = generate


def generate(model, prompt, length, stoi, itos, generator=None):
    return reference(model, prompt, length, stoi, itos, generator)[len(prompt) :]
