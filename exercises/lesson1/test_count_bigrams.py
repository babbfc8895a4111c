"""Checks of `count_bigrams`: a table with a row for the first and a column for the second character."""

from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, require, value_text
from grader.checks.own_terms import agrees

pytestmark = pytest.mark.exercise("count_bigrams", builds_on=["bigrams"])

STOI = {character: index for index, character in enumerate(".abcd")}
LATE_DOT = {"c": 0, "a": 1, ".": 2, "d": 3, "b": 4}  # the dot is not number 0, and the letters are not in order
MOVED = torch.tensor([LATE_DOT[character] for character in STOI])  # where each character of STOI is in LATE_DOT
MANY = {character: index for index, character in enumerate("." + "".join(map(chr, range(97, 97 + 35))))}


def words():
    """Up to four words of up to six letters; letters are doubled often."""
    return st.lists(st.text("abcd", min_size=1, max_size=6), min_size=1, max_size=4)


def table(words, stoi, first=".", last="."):
    """The oracle: one pair after the other, in Python's integers."""
    counts = [[0] * len(stoi) for _ in stoi]
    for word in words:
        padded = first + word + last
        for here, there in pairwise(padded):
            counts[stoi[here]][stoi[there]] += 1
    return torch.tensor(counts)


def in_27(counts):
    """The counts in the corner of a table as large as the lecture's."""
    rest = 27 - len(counts)
    return torch.nn.functional.pad(counts, (0, rest, 0, rest))


def rivals(words, stoi):
    right = table(words, stoi)
    once = "Every pair counts once, however often it occurs. counts[xs, ys] += 1 writes the same new number again and again; count pair by pair, or use torch.bincount."
    missing = "The dot at the {} of each word is not counted, so a model never learns how names {}."
    return [
        Rival(right.clamp(max=1), once, id="pairs-counted-once"),
        Rival(right.T, "Rows and columns are swapped: the row is the first character of a pair, the column the second.", id="transposed"),
        Rival(lambda: table(words, stoi, first=""), missing.format("beginning", "begin"), id="first-dot-missing"),
        Rival(lambda: table(words, stoi, last=""), missing.format("end", "end"), id="end-dot-missing"),
        Rival(lambda: table(words, stoi, "", ""), "No dots are counted: put one before and after every word.", id="dots-missing"),
        Rival(lambda: table(["..".join(words)], stoi), "A pair of dots is counted between the words: no pair reaches from one word into the next.", id="pairs-across-words"),
        Rival(lambda: table(["".join(words)], stoi), "The words were joined before they were counted: no pair reaches from one word into the next.", id="pairs-across-words"),
        Rival(right.float(), "The numbers are right, but they are floats; counts are whole numbers, so give the table dtype=torch.int64.", id="floats-for-integers"),
        Rival(right.int(), "The numbers are right, but in int32, as in the lecture; int64 is asked for.", id="int32"),
        *(Rival(lambda kind=kind: in_27(right).to(kind), "The counts are right, but the size of the table is fixed at 27; take it from stoi.", id="fixed-size") for kind in (torch.int64, torch.int32, torch.float32)),
        Rival(right.tolist(), "The numbers are right, but in a list; return a tensor.", id="returns-a-list"),
        Rival(right + 1, "The smoothing is in the counts already; that is the job of `normalize`.", id="smoothed-already"),
        Rival(lambda: table(dict.fromkeys(words), stoi), "Words that are listed twice were counted once.", id="duplicates-dropped"),
        Rival(lambda: table([word for word in words if word], stoi), "A word without letters has one pair, a dot after a dot; it was skipped.", id="empty-word-skipped"),
        Rival(lambda: table(words[:1], stoi), "Only the first word is counted.", id="first-word-only"),
        Rival(lambda: table(words[-1:], stoi), "Only the last word is counted: create the table once, before the loop over the words.", id="last-word-only"),
        Rival(lambda: table(words, {**stoi, ".": 0}), f"The dot is taken for number 0; its number is stoi['.'], here {stoi['.']}.", id="dot-taken-for-zero"),
        Rival(lambda: table(words, {c: i for i, c in enumerate(sorted(stoi))}), "stoi is not used: these are the numbers of the sorted characters.", id="stoi-ignored"),
        Rival(lambda: right.div(right.sum(1, keepdim=True).clamp(min=1)), "These are probabilities; return the counts. Dividing is the job of `normalize`.", id="normalised-already"),
        Rival(lambda: right.sum(1), "This counts characters; count pairs, in a table with a row and a column for each.", id="characters-counted"),
    ]  # fmt: skip


def corner(got, size):
    """Require a table, and return its first rows and columns: that there are no more is the second check's matter."""
    fits = isinstance(got, torch.Tensor) and got.dim() == 2 and min(got.shape) >= size
    require(fits, f"count_bigrams should give a table of shape ({size}, {size}), got {value_text(got)}")
    return got[:size, :size]


def counted(got, size):
    """Require a table with something in it, whatever it is; that it holds int64 is the matter of the first check."""
    got = corner(got, size)
    require(bool(got.any()), "count_bigrams gave nothing but zeros")
    return got


@pytest.mark.points(2)
@given(words=words())
def test_row_i_and_column_j_hold_how_often_j_follows_i(submission, words):
    words = [*words, "dad"]  # the last character occurs; where it does not is another check's matter
    for given_words in (words, [*words, words[0]], [*words, ""]):  # a word may be listed twice, or have no letters
        got = submission.count_bigrams(given_words, STOI)
        expect(got, table(given_words, STOI), "the table of counts", rivals=rivals(given_words, STOI))


@pytest.mark.points(1)
@given(words=words(), extra=st.integers(0, 30))
def test_every_character_of_stoi_has_a_row_and_a_column(submission, words, extra):
    stoi = dict(list(MANY.items())[: 5 + extra])  # most of these characters do not occur
    for asked in ([*words, "ab"], ["ab"]):
        got = submission.count_bigrams(asked, stoi)
        if isinstance(got, torch.Tensor) and got.shape != (len(stoi), len(stoi)):
            seen = {"."}.union(*asked)
            fixed = tuple(got.shape) == (27, 27)
            why = (
                "The size is fixed at 27; take it from stoi."
                if fixed
                else f"Only {len(seen)} of them occur in {asked}, but a model has to know all."
            )
            require(
                False,
                f"stoi has {len(stoi)} characters, so the table should have shape ({len(stoi)}, {len(stoi)}), got {tuple(got.shape)}.\n{why}",
                misconception="fixed-size" if fixed else "size-of-what-occurs",
            )  # fmt: skip
        counted(got, len(stoi))


@pytest.mark.points(1)
@given(words=words(), times=st.integers(2, 60))
def test_a_pair_counts_as_often_as_it_occurs(submission, words, times):
    words = [*words, "abcd"]
    once = counted(submission.count_bigrams(words, STOI), 5)
    many = counted(submission.count_bigrams(words * times, STOI), 5)
    long = "a" * 300
    expect(
        many,
        once * times,
        f"the table of the same words, listed {times} times,",
        rivals=[Rival(once, "It makes no difference how often the words are listed, although every occurrence counts.", id="repeats-make-no-difference")],
        because="Each occurrence adds 1 to the count of its pair.",
    )  # fmt: skip
    if agrees(once, table(words, STOI)):
        got = counted(submission.count_bigrams([long], STOI), 5)
        bytes_ = Rival(
            table([long], STOI) % 256,
            "The counts begin again at 256: uint8 holds no larger number.",
            id="counts-in-bytes",
        )
        expect(got, table([long], STOI), "the table of a word of 300 letters", rivals=[bytes_])


@pytest.mark.points(1)
@given(words=words())
def test_the_numbers_are_those_of_stoi(submission, words):
    words = [*words, "bcd"]  # characters of which no two mistakes make the same numbers
    plain, got = (counted(submission.count_bigrams(words, stoi), 5) for stoi in (STOI, LATE_DOT))
    if agrees(plain, table(words, STOI)):
        expect(got, table(words, LATE_DOT), "the table of counts", rivals=rivals(words, LATE_DOT))
        return
    expect(
        got[MOVED][:, MOVED],
        plain,
        "the table with other numbers in stoi, in the old order,",
        because="Take every number from stoi, also that of the dot.",
    )


@pytest.mark.points(1)
@given(words=words(), place=st.integers(0, 6))
def test_every_character_has_to_be_known(submission, words, place):
    words = [*words, "abcd"]
    counted(submission.count_bigrams(words, LATE_DOT), 5)
    for unknown in "zA ":  # an unknown letter, one that lower() would hide, and one that strip() would
        bad = [words[0][:place] + unknown + words[0][place:], *words[1:]]
        expect_error(
            lambda bad=bad: submission.count_bigrams(bad, LATE_DOT),
            f"The words are {bad}, and {unknown!r} has no number in stoi. That must raise a KeyError; the characters are taken as they are.",
            kinds=["KeyError"],
        )


@pytest.mark.points(1)
@given(first=words())
def test_every_call_begins_with_a_table_of_zeros(submission, first):
    first = [*first, "d"]
    second = [word[::-1] + "abcd" for word in first]
    before, after, again = (counted(submission.count_bigrams(asked, STOI), 5) for asked in (first, second, first))
    kept = "The counts of an earlier call are still in the table: make a new one inside the function."
    stale = "Other words give the table of an earlier call: nothing may be remembered."
    require(not agrees(after, before), stale, misconception="earlier-call-returned")
    expect(
        again,
        before,
        "the table of the same words at another call",
        rivals=[Rival(after + table(first, STOI), kept, id="earlier-call-kept")],
        because="The table depends on the words and on stoi alone, not on earlier calls.",
    )  # fmt: skip
    none = corner(submission.count_bigrams([], STOI), 5)
    empty = torch.zeros(5, 5, dtype=before.dtype)
    right = agrees(before, table(first, STOI), dtype=False)  # otherwise the shape is enough here
    expect(
        none if right else 0 * none,
        empty,
        "the table of no words",
        rivals=[Rival(again, kept, id="earlier-call-kept")],
        because="No words give a table of zeros.",
    )
