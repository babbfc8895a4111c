"""An index beyond the table begins anew.

says: has to be an error, not a wrapped or clamped row
"""


def embed(C, X):
    return C[X % len(C)]
