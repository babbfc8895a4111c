"""Context windows: from words to the (context, target) examples that a character model learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.bundled import DataError
from data.names import BOUNDARY

if TYPE_CHECKING:
    from jaxtyping import Int64
    from torch import Tensor


def context_windows(
    words: Sequence[str], block_size: int, stoi: Mapping[str, int]
) -> tuple[Int64[Tensor, "N T"], Int64[Tensor, " N"]]:
    """Return the contexts X and targets Y of every character of every word and of the '.' that ends it.

    A word of n letters gives n + 1 examples, in order: N in all. Each context holds the T = `block_size` characters
    before its target, padded on the left with '.'; nothing crosses from one word into the next.

    Raises `ValueError` for a block size below 1, and `DataError` for a character that `stoi` does not know.
    Source: `build_dataset` of makemore part 2, with the loop over characters replaced by one strided view.
    """
    import torch

    if block_size < 1:
        raise ValueError(f"block_size must be at least 1, not {block_size}.")
    padding = BOUNDARY * block_size
    stream = "".join(f"{padding}{word}{BOUNDARY}" for word in words)
    # one byte for each position of the stream: 1 for a target, 0 for padding
    is_target = b"".join(bytes(block_size) + b"\x01" * (len(word) + 1) for word in words)
    try:
        codes = torch.tensor([stoi[character] for character in stream], dtype=torch.int64)
    except KeyError as error:
        unknown = error.args[0]
        place = next((f"the word {word!r}" for word in words if unknown in word), "the padding")
        remedy = "Build stoi from all words: vocabulary(words)."
        raise DataError(f"stoi does not know the character {unknown!r} of {place}. {remedy}") from None
    if not words:
        return codes.reshape(0, block_size), codes
    targets = torch.frombuffer(bytearray(is_target), dtype=torch.uint8).nonzero().squeeze(1)
    windows = codes.unfold(0, block_size, 1)  # a view: row i holds the stream's characters i ... i + block_size - 1
    return windows[targets - block_size], codes[targets]
