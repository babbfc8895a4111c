"""Draws again if the word is empty.

exercise: sample
contradicts: "empty if the first character drawn is the dot"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot and not out:
            continue
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
