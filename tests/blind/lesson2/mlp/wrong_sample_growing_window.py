"""The window grows instead of rolling.

exercise: sample
contradicts: "model: maps a (1, T) tensor of contexts to (1, V) logits."
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
        word += itos[index]
        context = context + [index]
