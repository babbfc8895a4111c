"""Dev and test are swapped.

exercise: split
contradicts: "Shuffle the words and cut them into train, dev and test: 80, 10 and 10 percent."
"""


def split(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    shuffled = list(words)
    random.Random(42).shuffle(shuffled)
    n1 = int(0.8 * len(shuffled))
    n2 = int(0.9 * len(shuffled))
    return shuffled[:n1], shuffled[n2:], shuffled[n1:n2]
