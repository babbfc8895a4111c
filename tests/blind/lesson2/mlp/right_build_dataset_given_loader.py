"""Translates with itemgetter-like closures and generators."""


def build_dataset(words, block_size, stoi):
    def examples():
        for word in words:
            padded = "." * block_size + word + "."
            for start in range(len(word) + 1):
                yield [stoi[c] for c in padded[start : start + block_size + 1]]

    rows = torch.tensor(list(examples()), dtype=torch.int64).reshape(-1, block_size + 1)
    return rows[:, :block_size], rows[:, block_size]
