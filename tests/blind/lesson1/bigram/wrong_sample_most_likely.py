"""argmax.

exercise: sample
contradicts: "Draw one word"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        p = probs[ix]
        ix = p.argmax().item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)
