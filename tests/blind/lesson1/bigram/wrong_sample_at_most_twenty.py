"""for _ in range(20).

exercise: sample
contradicts: "a string without dots, however long"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    for _ in range(20):
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
