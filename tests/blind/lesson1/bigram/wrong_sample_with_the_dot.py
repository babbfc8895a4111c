"""The final dot is part of the word, as in the lecture.

exercise: sample
contradicts: "The word, a string without dots"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        ix = torch.multinomial(probs[ix], 1, replacement=True, generator=generator).item()
        out.append(itos[ix])
        if ix == dot:
            break
    return "".join(out)
