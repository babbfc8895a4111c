"""LongTensor, and a print."""


def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    print(len(words), "words")
    xs, ys = [], []
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    return torch.LongTensor(xs), torch.LongTensor(ys)
