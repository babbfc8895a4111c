"""probs.log_() changes the caller's table.

exercise: nll
contradicts: "left unchanged"
"""


def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    xs, ys = bigrams(words, stoi)
    return -probs.log_()[xs, ys].mean()
