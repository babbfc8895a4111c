"""Characters are computed from their numbers instead of looked up.

exercise: sample
contradicts: "itos: the character for every number; the dot, which begins and ends a word, is one of them."
"""


@torch.no_grad()
def sample(model: MLP, itos: dict[int, str], block_size: int, generator: torch.Generator | None = None) -> str:
    dot = next(index for index, character in itos.items() if character == ".")
    context = [dot] * block_size
    word = ""
    while True:
        probs = torch.softmax(model(torch.tensor([context])), dim=1)
        index = torch.multinomial(probs, num_samples=1, generator=generator).item()
        if index == dot:
            return word
        word += chr(ord("a") + index - 1)
        context = context[1:] + [index]
