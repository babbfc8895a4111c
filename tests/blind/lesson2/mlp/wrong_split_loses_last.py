"""The last word is in no split.

exercise: split
contradicts: "Three lists that together hold every word as often as `words` does"
"""


def split(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    shuffled = list(words)
    random.Random(42).shuffle(shuffled)
    n1 = int(0.8 * len(shuffled))
    n2 = int(0.9 * len(shuffled))
    return shuffled[:n1], shuffled[n1:n2], shuffled[n2:-1]
