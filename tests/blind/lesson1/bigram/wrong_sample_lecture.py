"""The lecture's code, where the dot is 0.

exercise: sample
contradicts: "the dot is one of them, whatever its number"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    out = []
    ix = 0
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        out.append(itos[ix])
        if ix == 0:
            break
    return "".join(out)
