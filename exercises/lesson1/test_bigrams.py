"""Checks of `bigrams`: neighbours within each word, with a dot at both ends."""

import random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, require, seeds, value_text
from grader.checks.own_terms import agrees

pytestmark = pytest.mark.exercise("bigrams")

EMMA = {".": 0, "a": 1, "e": 5, "m": 13}
STOI = {character: index for index, character in enumerate(".abcd")}
LATE_DOT = {"c": 0, "a": 1, ".": 2, "d": 3, "b": 4}  # the dot is not number 0, and the letters are not in order


def words():
    """Up to four words of up to six letters; letters are doubled often."""
    return st.lists(st.text("abcd", min_size=1, max_size=6), min_size=1, max_size=4)


def pairs(words, stoi, first=".", last="."):
    """The oracle: the padded word, but for its last and for its first character."""
    padded = [first + word + last for word in words]
    xs = [stoi[character] for word in padded for character in word[:-1]]
    ys = [stoi[character] for word in padded for character in word[1:]]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)


def across_words(words, stoi):
    """What comes out when all words are joined with single dots: the dot's pairs are right, and one is too few."""
    joined = pairs(["".join(words)], stoi)
    return joined if len(words) > 1 else None


def rivals(words, stoi):
    xs, ys = pairs(words, stoi)
    missing = "the dot at the {} of each word is missing, so a model never learns how names {}. Put one before and after every word."
    return [
        Rival(lambda: pairs(words, stoi, first=""), missing.format("beginning", "begin").capitalize(), id="first-dot-missing"),
        Rival(lambda: pairs(words, stoi, last=""), missing.format("end", "end").capitalize(), id="end-dot-missing"),
        Rival(lambda: pairs(words, stoi, "", ""), "There are no dots: put one before and after every word.", id="dots-missing"),
        Rival(lambda: pairs(["..".join(words)], stoi), "There are pairs of two dots between the words: no pair reaches from one word into the next.", id="pairs-across-words"),
        Rival(lambda: across_words(words, stoi), "The words were joined before they were paired: no pair reaches from one word into the next.", id="pairs-across-words"),
        Rival(lambda: pairs(words, stoi, "..", "."), "There are two dots before each word; one is enough to look back one character.", id="two-dots"),
        Rival((ys, xs), "xs and ys are swapped: the first character of a pair belongs into xs.", id="inputs-and-targets-swapped"),
        Rival((xs, xs), "ys is the same as xs; it should be the character that follows.", id="targets-are-the-inputs"),
        Rival((xs.float(), ys.float()), "The numbers are right, but not int64: torch.Tensor makes floats, torch.tensor keeps integers.", id="floats-for-integers"),
        Rival((xs.int(), ys.int()), "The numbers are right, but in int32; int64 is asked for, which torch.tensor makes of Python's integers.", id="int32"),
        Rival((xs.tolist(), ys.tolist()), "The numbers are right, but in lists; return tensors, torch.tensor(xs).", id="returns-lists"),
        Rival(list(zip(xs.tolist(), ys.tolist(), strict=True)), "This is a list of pairs; return two tensors, xs and ys.", id="list-of-pairs"),
        Rival(torch.stack([xs, ys], 1), "This is one tensor with a row for each pair; return two tensors, xs and ys.", id="one-tensor"),
        Rival(torch.stack([xs, ys]), "This is one tensor with two rows; return two tensors, xs and ys.", id="one-tensor"),
        Rival(lambda: pairs(sorted(words), stoi), "The words were sorted; keep their order.", id="words-sorted"),
        Rival(lambda: pairs(list(dict.fromkeys(words)), stoi), "Words that are listed twice were kept only once; each gives its pairs as often as it is listed.", id="duplicates-dropped"),
        Rival(lambda: tuple(torch.tensor(part, dtype=torch.int64) for part in zip(*dict.fromkeys(zip(xs.tolist(), ys.tolist(), strict=True)), strict=True)), "Pairs that occur several times were kept only once; keep every occurrence.", id="pairs-kept-once"),
        Rival(lambda: pairs(words[:1], stoi), "Only the pairs of the first word are there.", id="first-word-only"),
        Rival(lambda: pairs(words[-1:], stoi), "Only the pairs of the last word are there: create the lists once, before the loop over the words.", id="last-word-only"),
        Rival(lambda: pairs([word[::-1] for word in words], stoi), "The words are read from right to left.", id="reversed-order"),
        Rival(lambda: pairs(words, {**stoi, ".": 0}), f"The dot is taken for number 0; its number is stoi['.'], here {stoi['.']}.", id="dot-taken-for-zero"),
        Rival(lambda: pairs(words, {c: i for i, c in enumerate(sorted(stoi))}), "stoi is not used: these are the numbers of the sorted characters.", id="stoi-ignored"),
        Rival(lambda: pairs(words, {c: 0 if c == "." else ord(c) - 96 for c in stoi}), "stoi is not used: these numbers are positions in the alphabet.", id="stoi-ignored"),
    ]  # fmt: skip


def two_tensors(got):
    """The two rows of numbers; that they should be in two tensors is the matter of the first checks."""
    if isinstance(got, torch.Tensor) and got.dim() == 2 and 2 in got.shape:
        got = got.unbind(list(got.shape).index(2))
    fits = isinstance(got, tuple | list) and len(got) == 2
    if fits and all(isinstance(part, list) and all(isinstance(one, int) for one in part) for part in got):
        got = [torch.tensor(part, dtype=torch.int64) for part in got]
    fits = fits and all(isinstance(part, torch.Tensor) for part in got)
    require(fits, f"bigrams should return two tensors, xs and ys, got {value_text(got)}")
    return tuple(got)


@pytest.mark.points(1)
def test_emma_gives_the_five_pairs_of_the_lecture(submission):
    xs, ys = torch.tensor([0, 5, 13, 13, 1]), torch.tensor([5, 13, 13, 1, 0])
    expect(submission.bigrams(["emma"], EMMA), (xs, ys), "bigrams of ['emma'] (xs, ys)", rivals=rivals(["emma"], EMMA))


@pytest.mark.points(1)
@given(words=words())
def test_all_words_give_their_pairs_in_order_and_none_reaches_into_the_next(submission, words):
    for given_words in (words, [*words, words[0]]):  # a word may be listed twice
        expect(
            submission.bigrams(given_words, STOI),
            pairs(given_words, STOI),
            "the bigrams (xs, ys)",
            rivals=rivals(given_words, STOI),
        )


@pytest.mark.points(1)
@given(words=words())
def test_the_dot_has_whatever_number_stoi_gives_it(submission, words):
    words = [*words, "bcd"]  # characters of which no two mistakes make the same numbers
    got, plain = (two_tensors(submission.bigrams(words, stoi)) for stoi in (LATE_DOT, STOI))
    if agrees(plain, pairs(words, STOI)):
        expect(got, pairs(words, LATE_DOT), "the bigrams (xs, ys)", rivals=rivals(words, LATE_DOT))
        return
    translated = {index: LATE_DOT[character] for character, index in STOI.items()}
    for name, before, after in zip(("xs", "ys"), plain, got, strict=True):
        require(before.numel() > 0, f"{name} is empty")
        right = torch.tensor([translated.get(int(i), int(i)) for i in before.flatten()]).reshape(before.shape)
        expect(
            after, right.to(before.dtype), f"{name} with other numbers in stoi", because="Take every number from stoi."
        )


@pytest.mark.points(1)
@given(length=st.sampled_from([1100, 1300]), seed=seeds())
def test_words_may_be_many_or_none_and_short_or_long(submission, length, seed):
    none = submission.bigrams([], STOI)
    empty = torch.tensor([], dtype=torch.int64)
    expect(
        none,
        (empty, empty),
        "bigrams of no words (xs, ys)",
        because="No words give two empty tensors, in int64 like all others: torch.tensor([]) alone is float32.",
        rivals=[Rival((empty.float(), empty.float()), "torch.tensor([]) is float32: say dtype=torch.int64.", id="no-words-are-floats")],
    )  # fmt: skip
    long = "".join(random.Random(seed).choices("abcd", k=length))
    many = [long[i : i + 1] for i in range(len(long))]
    few = two_tensors(submission.bigrams(["abca", "d"], STOI))
    if not agrees(few, pairs(["abca", "d"], STOI)):  # another check's matter; here, nothing may be cut off
        for kind, asked in (("a long word", [long]), ("many words", many)):
            shown = two_tensors(submission.bigrams(asked, STOI))
            require(
                all(len(part) >= 200 for part in shown),
                f"{kind} with {len(long)} letters gave {len(shown[0])} first and {len(shown[1])} second characters",
            )
        return
    for what, asked in (("a word of {} letters", [long]), ("{} words of one letter", many), ("the empty word", [""])):
        expect(
            submission.bigrams(asked, STOI),
            pairs(asked, STOI),
            "bigrams (xs, ys) of " + what.format(len(long)),
            rivals=[Rival((empty, empty), "A word without letters gives one pair, a dot after a dot; it was skipped.", id="empty-word-skipped")],
        )  # fmt: skip


@pytest.mark.points(1)
@given(words=words(), place=st.integers(0, 6))
def test_every_character_has_to_be_known(submission, words, place):
    two_tensors(submission.bigrams(words, LATE_DOT))
    for unknown in "zA ":  # an unknown letter, one that lower() would hide, and one that strip() would
        bad = [*words[:-1], words[-1][:place] + unknown + words[-1][place:]]
        expect_error(
            lambda bad=bad: submission.bigrams(bad, LATE_DOT),
            f"The words are {bad}, and {unknown!r} has no number in stoi. That must raise a KeyError; the characters are taken as they are.",
            kinds=["KeyError"],
        )


@pytest.mark.points(1)
@given(first=words())
def test_a_second_call_knows_nothing_of_the_first(submission, first):
    second = [word[::-1] + "abcd" for word in first]
    before = two_tensors(submission.bigrams(first, STOI))
    got = two_tensors(submission.bigrams(second, STOI))
    require(got[0].numel() > 0, "the second call returned no pairs")
    stale = "Other words give the pairs of an earlier call: nothing may be remembered."
    require(not agrees(got, before), stale, misconception="earlier-call-returned")
    again = two_tensors(submission.bigrams(first, STOI))
    kept = "The pairs of an earlier call are still there: make the lists inside the function."
    expect(
        again,
        before,
        "a second call with the same words",
        rivals=[
            Rival(tuple(torch.cat(parts) for parts in zip(before, pairs(second, STOI), before, strict=True)), kept, id="earlier-call-kept"),
            Rival(tuple(torch.cat([got_part, before_part]) for got_part, before_part in zip(got, pairs(first, STOI), strict=True)), kept, id="earlier-call-kept"),
        ],
        because="The answer depends on the words and on stoi alone, not on earlier calls.",
    )  # fmt: skip


@pytest.mark.points(0.25)
@given(words=words())
def test_the_words_stay_as_they_are(submission, words):
    after = submission.inputs_after(submission.bigrams, words, STOI)
    expect(after, [words, STOI], "words and stoi after the call", because="The caller's own list or table was changed.")
