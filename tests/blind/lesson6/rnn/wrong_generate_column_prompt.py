"""The prompt is fed as T rows of one character.

exercise: generate
contradicts: "model: maps (1, T) characters to (1, T, V) logits, carries its state from call to call, and has `reset()`."
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
    logits = model(torch.tensor([[stoi[character]] for character in prompt]))
    for _ in range(length):
        probs = torch.softmax(logits[0, -1], dim=0)
        index = torch.multinomial(probs, 1, generator=generator).item()
        text += itos[index]
        logits = model(torch.tensor([[index]]))
    return text
