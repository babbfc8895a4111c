"""The model is not reset.

exercise: generate
contradicts: "The model is reset before it reads it."
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
    text = prompt
    logits = model(torch.tensor([[stoi[character] for character in prompt]]))
    for _ in range(length):
        probs = torch.softmax(logits[0, -1], dim=0)
        index = torch.multinomial(probs, 1, generator=generator).item()
        text += itos[index]
        logits = model(torch.tensor([[index]]))
    return text
