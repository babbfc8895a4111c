"""Returns the losses of the words, not one number.

exercise: nll
contradicts: "as a number or as a tensor that holds one"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    losses = []
    for w in words:
        xs, ys = bigrams([w], stoi)
        losses.append(-probs[xs, ys].log().mean())
    return torch.stack(losses)
