"""The row is that of the character before the last.

exercise: sample
contradicts: "draw each character from the row of the one before"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    word, before, ix = "", dot, dot
    while True:
        new = torch.multinomial(probs[before], 1, generator=generator).item()
        before, ix = ix, new
        if ix == dot:
            return word
        word += itos[ix]
