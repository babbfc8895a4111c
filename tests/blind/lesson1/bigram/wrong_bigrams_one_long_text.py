"""All words in one text, from which neighbours are taken: two dots between words.

exercise: bigrams
contradicts: "No pair reaches from one word into the next."
"""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    text = "".join("." + w + "." for w in words)
    ix = torch.tensor([stoi[c] for c in text], dtype=torch.int64)
    return ix[:-1], ix[1:]
