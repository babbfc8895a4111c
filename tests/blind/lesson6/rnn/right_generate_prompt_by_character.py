"""The prompt is read one character at a time."""


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    for character in prompt:
        logits = model(torch.tensor([[stoi[character]]]))
    drawn = []
    while len(drawn) < length:
        index = torch.multinomial(logits[:, -1].softmax(-1), 1, generator=generator)
        drawn.append(itos[int(index)])
        logits = model(index)
    return prompt + "".join(drawn)
