"""Checks of `build_dataset`: a window that rolls over each word."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, require, value_text
from grader.checks.own_terms import agrees, expect_near, is_near

pytestmark = pytest.mark.exercise("build_dataset")

EMMA = {".": 0, "a": 1, "e": 5, "m": 13}
LATE_DOT = {"a": 0, "b": 1, ".": 2, "c": 3, "d": 4}  # the dot's number is not 0


def words():
    return st.lists(st.text("abcd", min_size=1, max_size=5), min_size=1, max_size=4)


def windows(words, block_size, stoi, pad="."):
    """The oracle: slices of the padded word."""
    X, Y = [], []
    for word in words:
        codes = [stoi[c] for c in pad * block_size + word + "."]
        for i in range(len(word) + 1):
            X.append(codes[i : i + block_size])
            Y.append(codes[i + block_size])
    return torch.tensor(X), torch.tensor(Y)


def rolled_on(words, block_size, stoi):
    """What comes out when the window is made once and never started afresh."""
    codes = [stoi["."]] * block_size + [stoi[c] for word in words for c in word + "."]
    places = range(len(codes) - block_size)
    return torch.tensor([codes[i : i + block_size] for i in places]), torch.tensor(codes[block_size:])


def without_end(words, block_size, stoi):
    kept = [
        (x, y)
        for word in words
        for x, y in list(zip(*windows([word], block_size, stoi), strict=True))[:-1]
    ]  # fmt: skip
    return torch.stack([x for x, _ in kept]), torch.stack([y for _, y in kept])


def one_list(words, block_size, stoi):
    """What the contexts become when one list is changed in place."""
    lasts = [[stoi[c] for c in ("." * block_size + word + ".")[-block_size:]] for word in words]
    return torch.tensor([last for word, last in zip(words, lasts, strict=True) for _ in word + "."])


def rivals(words, block_size, stoi):
    X, Y = windows(words, block_size, stoi)
    ahead = "The context contains the character that it should predict: store the example first, then roll the window."
    return [
        Rival(
            lambda: rolled_on(words, block_size, stoi),
            "The window rolls on from one word into the next. Start every word with a fresh context of dots.",
            id="window-rolls-on-between-words",
        ),
        Rival(
            lambda: without_end(words, block_size, stoi),
            "The example whose target is the dot at the end of the word is missing, so a model never learns to stop.",
            id="end-dot-missing",
        ),
        Rival(
            lambda: (X.flip(1), Y),
            "The context is in reverse order: the oldest character should come first, the newest last.",
            id="reversed-order",
        ),
        Rival(lambda: (torch.cat([X[:, 1:], Y[:, None]], 1), Y), ahead, id="context-holds-the-target"),
        Rival(
            lambda: (torch.full_like(X, stoi["."]), Y),
            "The context never moves on: after each example, drop its oldest character and append the target.",
            id="context-never-moves",
        ),
        Rival(
            lambda: (X, X[:, -1]),
            "The target is the newest character of the context; it should be the one that follows.",
            id="targets-are-the-inputs",
        ),
        Rival(
            lambda: (windows(words, block_size + 1, stoi)[0][:, :-1], Y),
            "The context lags by one: it ends two characters before the target.",
            id="targets-off-by-one",
        ),
        Rival(lambda: (Y, X), "X and Y are swapped.", id="inputs-and-targets-swapped"),
        Rival(
            lambda: (X.float(), Y.float()),
            "The numbers are right, but not int64: torch.Tensor makes floats, torch.tensor keeps integers.",
            id="floats-for-integers",
        ),
        Rival(
            lambda: windows(sorted(words), block_size, stoi),
            "The words were sorted; keep their order.",
            id="words-sorted",
        ),
        Rival(
            lambda: (one_list(words, block_size, stoi), Y),
            "All rows of a word are the same list, as it was after the last change. Make a new list for each row: "
            "context = context[1:] + [index].",
            id="one-list-for-all-rows",
        ),
        Rival(
            lambda: windows(words, block_size, {c: 0 if c == "." else ord(c) - 96 for c in stoi}),
            "stoi is not used: these numbers are positions in the alphabet.",
            id="stoi-ignored",
        ),
        Rival(
            lambda: (X[: len(words[0]) + 1], Y[: len(words[0]) + 1]),
            "Only the examples of the first word are there.",
            id="first-word-only",
        ),
        Rival(
            lambda: (X[-len(words[-1]) - 1 :], Y[-len(words[-1]) - 1 :]),
            "Only the examples of the last word are there: create the lists once, before the loop over the words.",
            id="last-word-only",
        ),
        Rival(
            lambda: windows(words, 3, stoi),
            f"The contexts always have 3 characters; here block_size is {block_size}.",
            id="fixed-context-length",
        ),
        Rival(
            lambda: windows(words, block_size, {**stoi, "!": 0}, pad="!"),
            f"The contexts are padded with 0. The dot's number is stoi['.'], here {stoi['.']}.",
            id="dot-taken-for-zero",
        ),
        Rival(
            lambda: windows(words, block_size, {**stoi, ".": 0}),
            f"The dot is assumed to be number 0 at both ends of a word. The dot's number is stoi['.'], here {stoi['.']}.",
            id="dot-taken-for-zero",
        ),
        Rival(
            lambda: (X[(stoi["."] != X).all(1)], Y[(stoi["."] != X).all(1)]),
            "Only full contexts were kept. The first characters of a word are targets too, with dots before them.",
            id="full-contexts-only",
        ),
    ]


@pytest.mark.points(1)
def test_emma_gives_the_five_examples_of_the_lecture(submission):
    X, Y = torch.tensor([[0, 0, 0], [0, 0, 5], [0, 5, 13], [5, 13, 13], [13, 13, 1]]), torch.tensor([5, 13, 13, 1, 0])
    got = submission.build_dataset(["emma"], 3, EMMA)
    expect(got, (X, Y), "the dataset of ['emma'] (X, Y)", rivals=rivals(["emma"], 3, EMMA))


STOI = {c: i for i, c in enumerate(".abcd")}


def two_tensors(got):
    require(
        isinstance(got, tuple | list) and len(got) == 2 and all(isinstance(part, torch.Tensor) for part in got),
        "build_dataset should return two tensors, X and Y",
    )
    return got


def rivals_of(part, words, block_size, stoi):
    """The rivals for one of the two tensors, X (0) or Y (1)."""
    both = [(rival, rival.value()) for rival in rivals(words, block_size, stoi)]
    return [rival._replace(value=pair[part]) for rival, pair in both]


@pytest.mark.points(1)
@given(words=words(), block_size=st.integers(1, 5))
def test_every_character_is_a_target_once(submission, words, block_size):
    X, Y = two_tensors(submission.build_dataset(words, block_size, STOI))
    right = windows(words, block_size, STOI)
    if not agrees((X, Y), right):
        both = [rival for rival in rivals(words, block_size, STOI) if agrees((X, Y), rival.value(), dtype=False)]
        named = [rival._replace(value=rival.value()[1]) for rival in both]
        expect(Y, right[1], "Y, the targets,", rivals=named or rivals_of(1, words, block_size, STOI))


@pytest.mark.points(1)
@given(words=words(), block_size=st.integers(1, 5))
def test_every_context_holds_the_characters_before_its_target(submission, words, block_size):
    X, Y = two_tensors(submission.build_dataset(words, block_size, STOI))
    right = windows(words, block_size, STOI)
    if agrees(Y, right[1]):
        expect((X, Y), right, "the dataset (X, Y)", rivals=rivals(words, block_size, STOI))
    elif not agrees(X, right[0]) and not agrees((Y, X), right):  # wrong or swapped targets are another check's matter
        words = [*words, "abcd" * 2]  # for those who skip short words
        X, Y = two_tensors(submission.build_dataset(words, block_size, STOI))
        expect_a_known_context_for_each_target(X, Y, words, block_size)


def expect_a_known_context_for_each_target(X, Y, words, block_size):
    """Require of rows whose targets are wrong that each pairs a context and a target as they stand in a word."""
    require(
        X.dim() == 2 and X.shape == (len(Y), block_size) and len(X) > 0,
        f"X should have a row of {block_size} characters for each of the {len(Y)} targets, got {value_text(X)}",
    )
    known = {(*x, y) for x, y in zip(*(part.tolist() for part in windows(words, block_size, STOI)), strict=True)}
    for x, y in zip(X.tolist(), Y.flatten().tolist(), strict=True):
        require((*x, y) in known, f"the context {x} with the target {y} does not occur in the words {words}")


def rolls(submission, words):
    """Whether the dataset of these words and some more is right, or what one mistake makes of it."""
    words, stoi = [*words, "dab", "cabbad"], STOI
    X, Y = two_tensors(submission.build_dataset(words, 3, stoi))
    right = windows(words, 3, stoi)
    named = rivals(words, 3, stoi)
    parts = any(agrees(part, one, dtype=False) for part, one in zip((X, Y), right, strict=True))
    return (
        parts
        or is_near((X, Y), right, rivals=named)
        or any(is_near(part, one) for part, one in zip((X, Y), right, strict=True))
    )


def expect_renumbered(plain, got):
    """Require the same dataset under both numberings, whatever it is."""
    translated = {index: LATE_DOT[character] for character, index in STOI.items()}
    for name, before, after in zip("XY", plain, got, strict=True):
        right = torch.tensor([translated.get(int(i), int(i)) for i in before.flatten()]).reshape(before.shape)
        expect(
            after, right.to(before.dtype), f"{name} with other numbers in stoi", because="Take every number from stoi."
        )


@pytest.mark.points(1)
@given(words=words(), block_size=st.integers(1, 4))
def test_the_dot_has_whatever_number_stoi_gives_it(submission, words, block_size):
    got = two_tensors(submission.build_dataset(words, block_size, LATE_DOT))
    right = windows(words, block_size, LATE_DOT)
    plain = two_tensors(submission.build_dataset(words, block_size, STOI))
    if not agrees(tuple(plain), windows(words, block_size, STOI)):
        expect_near(rolls(submission, words), "the dataset (X, Y)")
        expect_renumbered(plain, got)
        return
    expect(tuple(got), right, "the dataset (X, Y)", rivals=rivals(words, block_size, LATE_DOT))


@pytest.mark.points(1)
@given(words=words(), place=st.integers(0, 5))
def test_every_character_has_to_be_known(submission, words, place):
    bad = [*words[:-1], words[-1][:place] + "z" + words[-1][place:]]
    expect_error(
        lambda: submission.build_dataset(bad, 3, LATE_DOT),
        f"The words are {bad}, and 'z' has no number in stoi. That must raise a KeyError, not turn into another character.",
        kinds=["KeyError"],
    )
    expect_near(rolls(submission, words), "the dataset (X, Y)")


@pytest.mark.points(1)
def test_no_words_give_no_examples_in_the_shape_and_dtype_of_any_others(submission):
    X, Y = two_tensors(submission.build_dataset([], 3, STOI))
    x, y = two_tensors(submission.build_dataset(["ab"], 3, STOI))  # that these are int64 is the matter of other checks
    none = torch.zeros((0, 3), dtype=x.dtype), torch.zeros(0, dtype=y.dtype)
    expect_near(rolls(submission, ["abc"]), "the dataset (X, Y)")
    if agrees((Y, X), none):
        return  # swapped, with words as well
    because = "An empty list says nothing of numbers or rows, so torch.tensor([]) is float32 of shape (0,): state dtype and shape."
    empty = Rival((torch.tensor([]), torch.tensor([])), because, id="no-words-give-floats")
    expect((X, Y), none, "the dataset (X, Y) of no words", rivals=[empty])
