"""The weights are kept from the first call.

says: other weights give the same logits
says: no gradient reaches W
"""

reference = one_hot_logits
kept = {}


def one_hot_logits(xs, W):
    return reference(xs, kept.setdefault(len(W), W))
