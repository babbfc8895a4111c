"""The exponential race, which is how multinomial works."""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    chars = []
    c = "."
    number = {itos[i]: i for i in itos}
    while True:
        noise = torch.empty(len(probs)).exponential_(generator=generator)
        c = itos[int((probs[number[c]] / noise).argmax())]
        if c == ".":
            return "".join(chars)
        chars.append(c)
