"""D before T: the numbers of a character are torn apart.

says: The numbers are interleaved
"""


def flatten(emb):
    return emb.transpose(1, 2).reshape(emb.shape[0], -1)
