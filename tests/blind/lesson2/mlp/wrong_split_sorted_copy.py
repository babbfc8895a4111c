"""A sorted copy is shuffled.

exercise: split
contradicts: "The order is that of `random.Random(42).shuffle`, so that everybody gets the same split."
"""


def split(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    shuffled = sorted(words)
    random.Random(42).shuffle(shuffled)
    n1 = int(0.8 * len(shuffled))
    n2 = int(0.9 * len(shuffled))
    return shuffled[:n1], shuffled[n1:n2], shuffled[n2:]
