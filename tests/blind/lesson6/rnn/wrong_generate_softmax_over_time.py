"""The softmax runs over time.

exercise: generate
contradicts: "The prompt and the `length` characters drawn, each from the softmax of the logits after all the text before it."
"""


@torch.no_grad()
def generate(
    model: StatefulRNN,
    prompt: str,
    length: int,
    stoi: dict[str, int],
    itos: dict[int, str],
    generator: torch.Generator | None = None,
) -> str:
    model.reset()
    text = prompt
    logits = model(torch.tensor([[stoi[character] for character in prompt]]))
    for _ in range(length):
        probs = torch.softmax(logits[0], dim=0)[-1]
        index = torch.multinomial(probs, 1, generator=generator).item()
        text += itos[index]
        logits = model(torch.tensor([[index]]))
    return text
