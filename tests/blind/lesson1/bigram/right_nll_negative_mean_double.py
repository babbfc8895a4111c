"""In double precision."""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return torch.log(probs.double()[xs, ys]).neg().mean().item()
