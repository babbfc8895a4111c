"""The list of characters is a default argument.

exercise: sample
contradicts: "nothing is remembered from one call to the next"
"""

OUT = []


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    ix = dot
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot:
            break
        OUT.append(itos[ix])
    return "".join(OUT)
