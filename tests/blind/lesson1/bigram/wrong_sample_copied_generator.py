"""Draws from a copy of the generator, so that it does not move on.

exercise: sample
contradicts: "It moves on with every draw, so the next call gives another word."
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    g = torch.Generator()
    g.set_state(generator.get_state())
    out = []
    ix = dot
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=g).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
