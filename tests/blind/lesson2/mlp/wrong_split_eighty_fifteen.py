"""The second cut is at 95 percent.

exercise: split
contradicts: "the first int(0.8 n) of the shuffled words, the next ones up to int(0.9 n), and the rest."
"""


def split(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    shuffled = list(words)
    random.Random(42).shuffle(shuffled)
    n1 = int(0.8 * len(shuffled))
    n2 = int(0.95 * len(shuffled))
    return shuffled[:n1], shuffled[n1:n2], shuffled[n2:]
