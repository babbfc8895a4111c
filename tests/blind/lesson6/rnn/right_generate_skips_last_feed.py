"""Feeds before each draw, so the last character is never read."""


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    pending = [stoi[c] for c in prompt]
    out = [prompt]
    for _ in range(length):
        weights = model(torch.tensor(pending)[None, :])[0, -1].double()
        weights = (weights - weights.max()).exp()
        pending = torch.multinomial(weights, 1, generator=generator).tolist()
        out.append(itos[pending[0]])
    return "".join(out)
