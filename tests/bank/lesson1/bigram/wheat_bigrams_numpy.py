"""An array with a row for each pair, cut into columns that lie apart in memory."""

import numpy as np
import torch


def bigrams(words, stoi):
    rows = [[stoi[a], stoi[b]] for w in words for a, b in zip("." + w, w + ".")]
    table = torch.from_numpy(np.array(rows, dtype=np.int64).reshape(-1, 2))
    return table[:, 0], table[:, 1]
