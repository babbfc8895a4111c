"""Padded words are joined, so that one dot follows another.

says: pairs of two dots between the words
"""

import torch


def bigrams(words, stoi):
    text = "".join("." + word + "." for word in words)
    codes = torch.tensor([stoi[c] for c in text], dtype=torch.int64)
    return codes[:-1], codes[1:]
