"""Takes the most probable character.

exercise: sample
contradicts: "Start from a window of dots, draw the next character from the model's probabilities, push it into the window, and stop at the dot."
"""


@torch.no_grad()
def sample(model: MLP, itos: dict[int, str], block_size: int, generator: torch.Generator | None = None) -> str:
    dot = next(index for index, character in itos.items() if character == ".")
    context = [dot] * block_size
    word = ""
    while True:
        probs = torch.softmax(model(torch.tensor([context])), dim=1)
        index = probs.argmax().item()
        if index == dot:
            return word
        word += itos[index]
        context = context[1:] + [index]
