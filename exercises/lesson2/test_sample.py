"""Checks of `sample`: words drawn from a model whose probabilities we know.

The model is the submission's `MLP` with our weights, which turn it into a table of transitions: the hidden layer holds the
last character of the context (or the first), and the output layer holds a row of logits for each character.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds
from grader.checks.own_terms import expect_near

pytestmark = pytest.mark.exercise("sample", builds_on=["MLP", "embed", "flatten"])

ITOS = {0: ".", 1: "a", 2: "b", 3: "c"}
LATE_DOT = {0: "a", 1: "b", 2: ".", 3: "c"}


def spells(submission, logits, block_size=3, place=-1):
    """An MLP whose logits are row i of `logits` when character i is at `place` in the context."""
    V = len(logits)
    model = submission.MLP(V, block_size, V, V)
    select = torch.zeros(block_size, V, V)
    select[place] = 20 * torch.eye(V)  # tanh(20) is 1 in float32
    model.C, model.W1, model.b1 = torch.eye(V), select.reshape(block_size * V, V), torch.zeros(V)
    model.W2, model.b2 = logits, torch.zeros(V)
    return model


def certain(*steps, V=4):
    """Logits that lead with certainty from the first character of each step to the second."""
    logits = torch.zeros(V, V)
    for here, there in steps:
        logits[here, there] = 50.0
    return logits


def draw(submission, model, itos=ITOS, block_size=3, seed=0):
    return text_of(submission.sample(model, itos, block_size, submission.generator(seed)))


def text_of(word):
    """The characters in a row; that they should be a string, in order and without dots is the matter of the first check."""
    characters = isinstance(word, list | tuple) and all(isinstance(character, str) for character in word)
    require(isinstance(word, str) or characters, f"sample should return a string, got {type(word).__name__}")
    return "".join(word)


@pytest.mark.points(2)
@given(block_size=st.integers(1, 4), seed=seeds())
def test_it_spells_what_the_model_is_sure_of_and_stops_at_the_dot(submission, block_size, seed):
    model = spells(submission, certain((0, 3), (3, 1), (1, 2), (2, 0)), block_size)
    word = submission.sample(model, ITOS, block_size, submission.generator(seed))
    require(isinstance(word, str), f"sample should return a string, got {type(word).__name__}")
    expect(
        word,
        "cab",
        "the word of a model that spells 'cab'",
        rivals=[
            Rival("cab.", "The dot that ends the word was kept; leave it out.", id="end-dot-kept"),
            Rival(".cab", "A dot of the first context was kept; leave it out.", id="first-dot-kept"),
            Rival("ca", "The last character is missing.", id="word-cut-short"),
            Rival("", "No character was kept.", id="no-character-kept"),
            Rival("c", "Only one character was drawn; go on until the dot.", id="one-character-only"),
            Rival("bac", "The characters are in reverse order.", id="output-reversed"),
        ],
    )


@pytest.mark.points(1)
@given(seed=seeds())
def test_a_dot_that_is_drawn_first_ends_an_empty_word(submission, seed):
    # from the dots nothing but the dot is likely; after any character comes the dot
    word = draw(submission, spells(submission, certain((0, 0), (1, 0), (2, 0), (3, 0)), 2), ITOS, 2, seed)
    if word and spelled_wrongly(submission, seed):
        return  # the dots are kept or characters lost in any word, which the first check has said
    expect(
        word,
        "",
        "the word of a model that draws the dot first",
        rivals=[
            Rival(letter, "The dot cannot come first here; it can, and then the word is empty.", id="never-empty")
            for letter in "abc"
        ],
    )


def spelled_wrongly(submission, seed):
    """Whether a longer word comes out wrong too."""
    return draw(submission, spells(submission, certain((0, 3), (3, 0)), 2), ITOS, 2, seed) != "c"


@pytest.mark.points(1)
@given(seed=seeds())
def test_the_oldest_character_leaves_the_window(submission, seed):
    # The first of three characters decides: ... -> c, and once the dots have left, c -> b and b -> dot.
    model = spells(submission, certain((0, 3), (3, 2), (2, 0)), 3, place=0)
    word = draw(submission, model, ITOS, 3, seed).strip(".")
    if word[::-1] == "cccbbb":
        return  # in reverse order, as the word of the first check
    cut = "The word was cut off after {} characters: go on until the dot is drawn, and keep every character."
    expect(
        word,
        "cccbbb",
        "the word of a model that looks at the oldest of three characters (after ... it writes c, after c.. b, after b.. the dot)",
        rivals=[Rival(part, cut.format(len(part)), id="word-cut-short") for part in ("cccbb", "cccb")],
        because="Drop the oldest character and append the newest.",
    )


@pytest.mark.points(1)
@given(seed=seeds())
def test_the_dot_is_found_in_itos(submission, seed):
    model = spells(submission, certain((2, 3), (3, 0), (0, 1), (1, 2)), 2)
    word = draw(submission, model, LATE_DOT, 2, seed).strip(".")
    if as_with_the_usual_numbers(submission, word, seed):
        return  # what is wrong does not come from the number of the dot, and the first check has said it
    require(
        word in ("cab", "bac"),
        f"with itos = {LATE_DOT} the dot has number 2 and this model spells 'cab'; sample returned {word!r}.\n"
        "The context should start with the dot's number, and the word ends when that number is drawn.",
    )


def as_with_the_usual_numbers(submission, word, seed):
    """Whether these are some of the characters, and the ones that the same model spells if the dot has number 0."""
    usual = draw(submission, spells(submission, certain((0, 3), (3, 1), (1, 2), (2, 0)), 2), ITOS, 2, seed).strip(".")
    return word == usual and word != "" and set(word) <= set("cab")


@pytest.mark.points(2)
@pytest.mark.examples(2)
@given(seed=seeds())
def test_characters_come_as_often_as_the_model_says(submission, seed):
    wanted = torch.tensor([0.0, 0.6, 0.3, 0.1])
    # every word has a second character, so that one that is lost or too many at its end does not count here
    logits = certain((1, 4), (2, 4), (3, 4), (4, 0), V=5)
    logits[0] = torch.cat([wanted.log().clamp(min=-50), torch.tensor([-50.0])])
    model, generator = spells(submission, logits, 1), submission.generator(seed)
    words = [text_of(submission.sample(model, {**ITOS, 4: "d"}, 1, generator)).strip(".") for _ in range(300)]
    words = [word if word[-1:] == "d" else word[::-1] for word in words]
    shares = [sum(word[:1] == first for word in words) / 300 for first in ("", *"abc")]
    # standard error at most 0.029; the model itself never begins with the dot
    require(
        max(abs(share - 0.25) for share in shares) > 0.1,
        "300 words begin with a, b, c and the dot equally often, though the model gives a 60, b 30, c 10 and the dot 0 percent."
        "\nsample draws all characters as if they were equally likely: take the softmax over the V logits, not over the dimension of size 1.",
        misconception="softmax-over-the-batch",
    )
    require(
        "" not in words,
        f"the model never draws the dot first, and {words.count('')} of 300 words are empty: was the last character lost?",
    )
    if len(set(words)) == 1:
        require(
            False,
            f"all 300 words are {words[0]!r}, though the model gives a 60, b 30 and c 10 percent.\nEither the most likely "
            "character is taken instead of a drawn one, or the generator is reseeded for each word.",
            misconception="always-the-same-word",
        )
    for character, share in zip("abc", wanted[1:].tolist(), strict=True):
        found = sum(word.startswith(character) for word in words) / 300
        # standard error at most 0.029; five of those
        require(
            abs(found - share) < 0.145,
            f"the model gives {character!r} a probability of {share:.0%}, but {found:.0%} of 300 words begin with it: draw from the softmax "
            "of the logits",
        )


def spells_something(submission, seed):
    """Whether a model that spells 'cab' brings that, or a part of it, in either direction."""
    model = spells(submission, certain((0, 3), (3, 1), (1, 2), (2, 0)), 2)
    word = draw(submission, model, ITOS, 2, seed).strip(".")
    return word in ("c", "ca", "ab") or "cab" in word or "bac" in word


@pytest.mark.points(1)
@pytest.mark.examples(4)
@given(seed=seeds())
def test_chance_comes_from_the_generator(submission, seed):
    expect_near(spells_something(submission, seed), "the word of a model that spells 'cab'")
    model = spells(submission, torch.zeros(4, 4), 2)
    words = [[draw(submission, model, ITOS, 2, s) for s in range(seed, seed + 12)] for _ in range(2)]
    expect(words[1], words[0], "the words of the same 12 seeds", because="Pass the generator on to torch.multinomial.")
    require(len(set(words[0])) > 1, "generators with 12 different seeds gave the same word: the generator is not used")
