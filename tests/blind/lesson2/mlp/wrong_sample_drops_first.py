"""The first letter is lost.

exercise: sample
contradicts: "The word without dots; it is empty when the first character drawn is the dot."
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
            return word[1:]
        word += itos[index]
        context = context[1:] + [index]
