"""Words are lowered first, so that a capital letter is taken for another character.

caught by: every character has to be known
says: must raise a KeyError
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for w in words:
        chs = "." + w.lower() + "."
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
