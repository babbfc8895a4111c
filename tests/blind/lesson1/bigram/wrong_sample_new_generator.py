"""Makes the lecture's generator itself.

exercise: sample
contradicts: "the only source of randomness"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    g = torch.Generator().manual_seed(2147483647)
    out = []
    ix = dot
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=g).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
