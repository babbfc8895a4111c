"""Draws ten characters from the dot's row at once.

exercise: sample
contradicts: "draw each character from the row of the one before"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    word = ""
    while True:
        for ix in torch.multinomial(probs[dot], 10, replacement=True, generator=generator).tolist():
            if ix == dot:
                return word
            word += itos[ix]
