"""Joins everything, and takes the dot off at the end."""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    ix = start = {v: k for k, v in itos.items()}["."]
    out = []
    while not out or ix != start:
        ix = torch.multinomial(probs[ix], num_samples=1, replacement=True, generator=generator).item()
        out.append(itos[ix])
    return "".join(out)[:-1]
