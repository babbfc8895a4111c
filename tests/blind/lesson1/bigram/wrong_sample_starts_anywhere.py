"""The first character is drawn evenly.

exercise: sample
contradicts: "begin at the dot"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    ix = torch.randint(len(probs), (1,), generator=generator).item()
    word = ""
    while ix != dot:
        word += itos[ix]
        ix = torch.multinomial(probs[ix], 1, generator=generator).item()
    return word
