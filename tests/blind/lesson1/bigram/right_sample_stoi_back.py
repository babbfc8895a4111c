"""Finds the dot by turning itos around."""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    stoi = {c: i for i, c in itos.items()}
    name = ""
    ix = stoi["."]
    while True:
        ix = int(torch.multinomial(probs[ix], 1, True, generator=generator))
        if itos[ix] == ".":
            return name
        name = name + itos[ix]
