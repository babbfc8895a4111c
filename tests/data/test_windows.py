"""Context windows, held against the plain loop of the lecture."""

import string
import time

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from data import DataError, context_windows, load_names, split, vocabulary

words = st.lists(st.text(string.ascii_lowercase, max_size=6), max_size=12)
block_sizes = st.integers(1, 9)


def windows_by_loop(words: list[str], block_size: int, stoi: dict[str, int]) -> tuple[list[list[int]], list[int]]:
    contexts, targets = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            contexts.append(context)
            targets.append(stoi[character])
            context = [*context[1:], stoi[character]]
    return contexts, targets


@given(words, block_sizes)
def test_windows_equal_those_of_the_plain_loop(words, block_size):
    stoi, _ = vocabulary(words)
    X, Y = context_windows(words, block_size, stoi)
    assert (X.tolist(), Y.tolist()) == windows_by_loop(words, block_size, stoi)


@given(words, block_sizes)
def test_windows_are_int64_and_contiguous_and_have_one_row_for_each_target(words, block_size):
    X, Y = context_windows(words, block_size, vocabulary(words)[0])
    examples = sum(len(word) + 1 for word in words)
    assert X.shape == (examples, block_size)
    assert Y.shape == (examples,)
    assert X.dtype == Y.dtype == torch.int64
    assert X.is_contiguous()
    assert Y.is_contiguous()


@given(words, block_sizes)
def test_the_dot_may_have_any_index(words, block_size):
    stoi = {character: index for index, character in enumerate(string.ascii_lowercase + ".")}
    X, Y = context_windows(words, block_size, stoi)
    assert (X.tolist(), Y.tolist()) == windows_by_loop(words, block_size, stoi)


def test_emma_gives_the_five_examples_of_the_lecture():
    stoi, itos = vocabulary(load_names())
    X, Y = context_windows(["emma"], 3, stoi)
    assert ["".join(itos[index] for index in row) for row in X.tolist()] == ["...", "..e", ".em", "emm", "mma"]
    assert "".join(itos[index] for index in Y.tolist()) == "emma."


def test_the_names_give_the_examples_that_the_datasheet_states_in_well_under_a_second():
    names = load_names()
    stoi, _ = vocabulary(names)
    started = time.perf_counter()
    sizes = [len(context_windows(part, 8, stoi)[1]) for part in split(names)]
    assert time.perf_counter() - started < 2, "0.2 s on two cores; ten times that leaves room for a busy machine"
    assert sizes == [183_802, 22_949, 23_053]


def test_a_character_that_the_vocabulary_lacks_is_an_error_that_names_the_word():
    stoi, _ = vocabulary(["emma"])
    with pytest.raises(DataError, match="does not know the character 'z' of the word 'zoe'"):
        context_windows(["emma", "zoe"], 3, stoi)


def test_a_vocabulary_without_the_dot_is_an_error():
    with pytest.raises(DataError, match=r"character '\.' of the padding"):
        context_windows(["a"], 3, {"a": 0})


@pytest.mark.parametrize("block_size", [0, -1])
def test_a_block_size_below_one_is_an_error(block_size):
    with pytest.raises(ValueError, match=f"at least 1, not {block_size}"):
        context_windows(["emma"], block_size, {})
