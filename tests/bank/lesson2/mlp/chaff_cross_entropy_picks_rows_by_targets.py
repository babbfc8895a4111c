"""The targets pick whole rows of the log-probabilities, not one number of each row.

caught by: it equals the mean negative log likelihood
says: picks whole rows
"""


def cross_entropy(logits, targets):
    logp = logits - logits.logsumexp(1, keepdim=True)
    return -logp[targets % len(logp)].mean()
