"""No words raise an error.

exercise: split
contradicts: "words: any number of words; the list itself is left unchanged."
"""


def split(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    if len(words) == 0:
        raise ValueError("nothing to split")
    shuffled = list(words)
    random.Random(42).shuffle(shuffled)
    n1 = int(0.8 * len(shuffled))
    n2 = int(0.9 * len(shuffled))
    return shuffled[:n1], shuffled[n1:n2], shuffled[n2:]
