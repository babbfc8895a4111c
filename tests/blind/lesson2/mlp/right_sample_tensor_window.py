"""The window is a tensor that is rolled by cat."""


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    stoi = {character: index for index, character in itos.items()}
    window = torch.full((1, block_size), stoi["."], dtype=torch.int64)
    characters = []
    while True:
        logits = model(window)
        drawn = torch.multinomial(logits.softmax(-1), 1, generator=generator)
        character = itos[int(drawn)]
        if character == ".":
            return "".join(characters)
        characters.append(character)
        window = torch.cat([window[:, 1:], drawn], dim=1)
