"""Takes the probabilities for logits.

exercise: sample
contradicts: "the probability of each next character (column) after each character (row)"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        p = torch.softmax(probs[ix], dim=0)
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
