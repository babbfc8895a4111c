"""The list of names: loading it, splitting it by words, and numbering its characters."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.bundled import FOLDER, BundledFile, DataError

BOUNDARY = "."
"""The character before and after every word; its index is 0."""

NAMES = BundledFile(
    name="names.txt",
    lines=32_257,
    sha256="bd02dfd33179e23ec2dd093cbd4de619834f75d660ef1ae04d3127e7a0110053",
)


def load_names(folder: Path = FOLDER) -> list[str]:
    """Return the 32,257 given names of `names.txt`, in the order of the file (see `names.md`).

    Raises `DataError` if the file is missing, truncated or changed.
    """
    return NAMES.read(folder)


def split(words: Sequence[str], seed: int = 42) -> tuple[list[str], list[str], list[str]]:
    """Return the words for training, development and test: 80, 10 and 10 per cent, shuffled by `seed`.

    The split is by words, so all windows of a word are on the same side. `words` itself is not changed.
    Source: makemore part 2, which shuffles with Python's `random` under seed 42.
    """
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    first, second = int(0.8 * len(shuffled)), int(0.9 * len(shuffled))
    return shuffled[:first], shuffled[first:second], shuffled[second:]


def vocabulary(words: Iterable[str]) -> tuple[dict[str, int], dict[int, str]]:
    """Return `stoi` (character to index) and its inverse `itos`, with '.' at 0 and the rest in alphabetical order.

    Raises `DataError` if a word holds the boundary '.' itself.
    """
    characters = sorted(set().union(*words))
    if BOUNDARY in characters:
        raise DataError(f"A word holds {BOUNDARY!r}, which marks the ends of words. Remove it from the words first.")
    itos = dict(enumerate([BOUNDARY, *characters]))
    return {character: index for index, character in itos.items()}, itos
