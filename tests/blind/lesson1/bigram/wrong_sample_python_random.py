"""random.choices, which has its own state.

exercise: sample
contradicts: "the only source of randomness"
"""


def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    import random

    dot = next(i for i, c in itos.items() if c == ".")
    word, ix = "", dot
    while True:
        ix = random.choices(range(len(probs)), weights=probs[ix].tolist())[0]
        if ix == dot:
            return word
        word += itos[ix]
