"""A copy of the generator is used, so every call gives the same word.

exercise: sample
contradicts: "generator: the only source of randomness."
"""


@torch.no_grad()
def sample(model: MLP, itos: dict[int, str], block_size: int, generator: torch.Generator | None = None) -> str:
    dot = next(index for index, character in itos.items() if character == ".")
    if generator is not None:
        state = generator.get_state()
        generator = torch.Generator()
        generator.set_state(state)
    context = [dot] * block_size
    word = ""
    while True:
        probs = torch.softmax(model(torch.tensor([context])), dim=1)
        index = torch.multinomial(probs, num_samples=1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        context = context[1:] + [index]
