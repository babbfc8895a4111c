"""One uniform number and the cumulative sum."""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    dot = [i for i in itos if itos[i] == "."][0]
    cumulative = probs.double().cumsum(1)
    out, i = [], dot
    while True:
        u = torch.rand(1, generator=generator, dtype=torch.float64) * cumulative[i, -1]
        i = min(int(torch.searchsorted(cumulative[i], u, right=True)), len(itos) - 1)
        if i == dot:
            break
        out.append(itos[i])
    return "".join(out)
