"""Stacks a table for each word, which no words do not have.

exercise: count_bigrams
contradicts: "no words give a table of zeros"
"""


def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    tables = []
    for w in words:
        xs, ys = bigrams([w], stoi)
        table = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
        table.index_put_((xs, ys), torch.ones_like(xs), accumulate=True)
        tables.append(table)
    return torch.stack(tables).sum(0)
