"""Scores in standard deviations of something else.

says: The components are divided by the square root of n - 1
"""

reference = pca


def pca(E, k):
    return reference(E, k) / (len(E) - 1) ** 0.5
