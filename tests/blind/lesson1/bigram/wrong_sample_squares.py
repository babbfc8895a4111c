"""exp(log p / 0.5): a temperature that nobody asked for.

exercise: sample
contradicts: "Draw characters with the generator, each from the row of the one before, until the dot is drawn."
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        p = probs[ix] ** 2
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
