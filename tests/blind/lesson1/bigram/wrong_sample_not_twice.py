"""Draws without putting back: a character comes up once.

exercise: sample
contradicts: "A character may come up any number of times."
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    left = probs.clone()
    word, ix = "", dot
    while True:
        ix = torch.multinomial(left[ix], 1, generator=generator).item()
        if ix == dot:
            return word
        word += itos[ix]
        left[:, ix] = 0
