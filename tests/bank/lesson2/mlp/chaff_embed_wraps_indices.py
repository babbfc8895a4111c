"""An index beyond the table begins anew.

says: must raise an error, not return a wrapped or clamped row
"""


def embed(C, X):
    return C[X % len(C)]
