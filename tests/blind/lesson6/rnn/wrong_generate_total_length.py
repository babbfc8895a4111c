"""length counts the prompt too.

exercise: generate
contradicts: "length: how many characters to draw."
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
    for _ in range(length - len(prompt)):
        probs = torch.softmax(logits[0, -1], dim=0)
        index = torch.multinomial(probs, 1, generator=generator).item()
        text += itos[index]
        logits = model(torch.tensor([[index]]))
    return text
