"""The mean of the words' means, where long words count no more than short ones.

exercise: nll
contradicts: "in which every bigram counts once for each time it occurs"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    losses = []
    for w in words:
        xs, ys = bigrams([w], stoi)
        losses.append(-probs[xs, ys].log().mean())
    return torch.stack(losses).mean()
