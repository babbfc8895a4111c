"""generator is not passed on.

exercise: sample
contradicts: "the only source of randomness"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
