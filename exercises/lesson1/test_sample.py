"""Checks of `sample`: words drawn from tables that we know."""

import math
import random
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, value_text

pytestmark = pytest.mark.exercise("sample")

ITOS = dict(enumerate(".abcd"))
LATE_DOT = {0: "c", 1: "a", 2: ".", 3: "d", 4: "b"}  # the dot is not number 0, and the letters are not in order


def certain(path, itos):
    """A table that leads with certainty from each character of the path to the next, and from all others to the dot."""
    number = {character: index for index, character in itos.items()}
    probs = torch.zeros(len(itos), len(itos))
    probs[:, number["."]] = 1
    for here, there in pairwise(path):
        probs[number[here]] = 0
        probs[number[here], number[there]] = 1
    return probs


def draw(submission, probs, generator, itos=ITOS):
    return text_of(submission.sample(probs, itos, generator))


def text_of(word):
    """The letters in a row; that they should be a string without dots is the matter of the first check."""
    letters = isinstance(word, list | tuple) and all(isinstance(letter, str) for letter in word)
    require(isinstance(word, str) or letters, f"sample should return a string, got {value_text(word)}")
    return "".join(word).strip(".")


@pytest.mark.points(2)
@given(letters=st.permutations("abcd"), length=st.integers(0, 4), seed=seeds())
def test_it_spells_what_the_table_is_sure_of_and_stops_at_the_dot(submission, letters, length, seed):
    for right in ("".join(letters[:3]), "".join(letters[:length])):  # a longer word shows better what is wrong
        probs = certain(f".{right}.", ITOS)
        word = submission.sample(probs, ITOS, submission.generator(seed))
        joined = isinstance(word, list | tuple) and all(isinstance(letter, str) for letter in word)
        require(
            isinstance(word, str),
            f"sample should return a string, got {value_text(word)}" + (": join the letters" if joined else ""),
        )
        expect(
            word,
            right,
            f"the word of a table that spells {right!r}",
            rivals=[
                Rival(f"{right}.", "The dot that ends the word was kept; leave it out.", id="end-dot-kept"),
                Rival(f".{right}", "The dot at which the word begins was kept; leave it out.", id="first-dot-kept"),
                Rival(f".{right}.", "The dots at both ends were kept; leave them out.", id="dots-kept"),
                Rival(right[:-1], "The last letter is missing.", id="word-cut-short"),
                Rival(right[1:], "The first letter is missing: the draw from the dot's row is part of the word.", id="first-letter-missing"),
                Rival(right[:1], "Only one letter was drawn; go on until the dot.", id="one-letter-only"),
                Rival(right[::-1], "The letters are in reverse order: draw from the row of the last one, probs[index], not from its column, and put each behind those before it.", id="output-reversed"),
            ],
            because="Each letter comes from the row of the one before, the first from the row of the dot, and the dot ends the word.",
        )  # fmt: skip


@pytest.mark.points(1)
@given(letters=st.permutations("abcd"), seed=seeds())
def test_the_dot_is_found_in_itos(submission, letters, seed):
    right = "".join(letters)
    usual = draw(submission, certain(f".{right}.", ITOS), submission.generator(seed))
    word = draw(submission, certain(f".{right}.", LATE_DOT), submission.generator(seed), LATE_DOT)
    if word == usual != "" and set(word) <= set("abcd"):
        return  # what is wrong does not come from the number of the dot, and the first check has said it
    before, _, after = right.partition(LATE_DOT[0])  # what comes out where number 0 begins the word, ends it, or both
    zero = word in (before, after, f"{after}.{before}".strip(".")) and usual in (right, right[::-1])
    require(
        word in (right, right[::-1]),
        f"with itos = {LATE_DOT} the dot has number 2 and this table spells {right!r}; sample returned {word!r}.\n"
        "A word begins in the row of the dot's number, and ends when that number is drawn.",
        misconception="dot-taken-for-zero" if zero else "",
    )


@pytest.mark.points(1)
@pytest.mark.examples(3)
@given(seed=seeds())
def test_a_word_may_have_any_length(submission, seed):
    order = random.Random(seed).sample(range(300), 300)
    itos = {0: ".", **{index: chr(0x4E00 + index) for index in range(1, 301)}}
    for length in (12, 30, 300):
        right = "".join(itos[index + 1] for index in order[:length])
        word = draw(submission, certain(f".{right}.", itos), submission.generator(seed), itos)
        cut = len(word) > 4 and (right.startswith(word) or right[::-1].startswith(word))
        require(
            len(word) >= length - 2,
            f"a table of {len(itos)} characters spells a word of {length} letters, and sample returned {len(word)}: go on until the dot is "
            "drawn, however long that takes.",
            misconception="length-limited" if cut else "",
        )


ROW = torch.tensor([0.08, 0.5, 0.25, 0.12, 0.05])  # after every character: . a b c d
LETTERS = {letter: (ROW[i] / ROW[1:].sum()).item() for i, letter in ITOS.items() if letter != "."}


@pytest.mark.points(2)
@pytest.mark.examples(2)
@given(seed=seeds())
def test_letters_come_as_often_as_the_table_says(submission, seed):
    generator = submission.generator(seed)
    probs = ROW.expand(5, 5).clone()
    words = [draw(submission, probs, generator) for _ in range(300)]
    require(
        len(set(words)) > 1,
        f"all 300 words are {words[0]!r}, though the table leaves much to chance.\nEither the most likely letter is taken instead of a drawn "
        "one, or the generator begins anew at each word.",
        misconception="always-the-same-word",
    )
    usual = draw(submission, certain(".abcd.", ITOS), submission.generator(seed))
    text = "".join(words)
    n = max(len(text), 1)
    found = {letter: text.count(letter) / n for letter in LETTERS}
    said = ", ".join(f"{letter} {share:.0%}" for letter, share in LETTERS.items())
    doubled = sum(a == b for word in words for a, b in pairwise(word))
    require(
        doubled > 0 or sum(len(word) > 1 for word in words) < 50,
        f"of all letters the table makes {said}, one after the other, and yet none of 300 words has the same letter twice in a row: are letters "
        "drawn without replacement?",
        misconception="without-replacement",
    )
    require(
        max(abs(share - 0.25) for share in found.values()) > 0.1,
        f"the four letters come about equally often, though the table makes {said}: the probabilities are not used, or they are taken for logits.",
        misconception="probabilities-ignored" if usual == "abcd" else "",
    )
    for letter, share in LETTERS.items():
        # 5.5 standard errors of about 3,400 letters, five percent at most: one right run in 10 million is further off
        require(
            abs(found[letter] - share) < 5.5 * (share * (1 - share) / n) ** 0.5,
            f"of all letters the table makes {said}, but {letter} is {found[letter]:.1%} of {n}",
        )
    # the mean of -log p tells best whether the table was sharpened or flattened
    information = {letter: -math.log(share) for letter, share in LETTERS.items()}
    right = sum(share * information[letter] for letter, share in LETTERS.items())
    spread = sum(share * (information[letter] - right) ** 2 for letter, share in LETTERS.items()) ** 0.5
    mean = sum(found[letter] * information[letter] for letter in LETTERS)
    how = "likely letters come too often" if mean < right else "rare letters come too often"
    require(
        abs(mean - right) < 5.5 * spread / n**0.5,
        f"of all letters the table makes {said}; in {n} letters, {how}: draw from the row as it is",
    )
    begun = [word[0] for word in words if word]
    for letter, share in LETTERS.items():
        first = sum(one == letter for one in begun) / len(begun)
        require(
            abs(first - share) < 0.17,
            f"{first:.0%} of {len(begun)} words begin with {letter}, though the table gives it {share:.0%}",
        )  # 5.5 standard errors
    if usual not in ("abcd", "dcba"):
        return  # words that are cut short are another check's matter
    # a word ends after each letter with probability 0.08, so the mean is 11.5; its standard error is 0.7
    require(
        abs(n / 300 - 11.5) < 4,
        f"after every character the table gives the dot 8 percent, which makes words of 11.5 letters; these have {n / 300:.1f}",
    )


@pytest.mark.points(1)
@pytest.mark.examples(4)
@given(seed=seeds())
def test_chance_comes_from_the_generator_which_moves_on(submission, seed):
    probs = torch.full((5, 5), 0.2)
    probs[0] = torch.tensor([0.0, 0.25, 0.25, 0.25, 0.25])
    rounds = [[draw(submission, probs, submission.generator(s)) for s in range(seed, seed + 12)] for _ in range(2)]
    require(any(rounds[0]), "twelve words in a row are empty, though the table never begins with the dot")
    expect(
        rounds[1],
        rounds[0],
        "the words of the same 12 seeds",
        because="Pass the generator on to every draw, and to no other source of chance.",
    )
    require(
        len(set(rounds[0])) > 1,
        "generators with 12 different seeds gave the same word: the generator is not used",
        misconception="generator-ignored",
    )
    generator = submission.generator(seed)
    words = [draw(submission, probs, generator) for _ in range(12)]
    require(
        len(set(words)) > 1,
        f"twelve words from one generator are all {words[0]!r}: it has to move on with each draw. Is it copied, or seeded again in every call?",
        misconception="generator-reseeded",
    )


@pytest.mark.points(1)
@given(letters=st.permutations("abcd"), seed=seeds())
def test_no_word_depends_on_the_one_before(submission, letters, seed):
    right = "".join(letters)
    probs, other = certain(f".{right}.", ITOS), certain(f".{right[::-1]}.", ITOS)
    first = draw(submission, probs, submission.generator(seed))
    require(first != "", f"a table that spells {right!r} gave an empty word")
    draw(submission, other, submission.generator(seed))
    again = draw(submission, probs, submission.generator(seed))
    expect(
        again,
        first,
        "the word of the same table and seed at another call",
        because="Begin every word at the dot, with nothing left over from earlier ones.",
    )


@pytest.mark.points(0.25)
@given(seed=seeds())
def test_the_table_stays_as_it_is(submission, seed):
    even = torch.full((5, 5), 0.2)
    after, *_ = submission.inputs_after(submission.sample, even, ITOS, submission.generator(seed))
    because = "The caller's table was changed; letters are drawn with replacement."
    expect(after, even, "the table after the call", because=because)
