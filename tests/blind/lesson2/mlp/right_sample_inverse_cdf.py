"""Draws by the inverse of the cumulative sum."""


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = [i for i, c in itos.items() if c == "."][0]
    numbers = [dot] * block_size
    while True:
        logits = model(torch.tensor(numbers[-block_size:])[None])[0]
        cumulative = torch.softmax(logits.double(), 0).cumsum(0)
        u = torch.rand((), generator=generator, dtype=torch.float64) * cumulative[-1]
        index = min(int(torch.searchsorted(cumulative, u, right=True)), len(itos) - 1)
        if index == dot:
            return "".join(itos[i] for i in numbers[block_size:])
        numbers.append(index)
