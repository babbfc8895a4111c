"""Throws the first draw away, to warm the generator up.

exercise: sample
contradicts: "Begin at the dot, draw the next character from the dot's row"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    ix = torch.multinomial(probs[ix], 1, generator=generator).item()
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
