"""Checks of `nll`: the mean over all bigrams, also where it is infinite."""

import math
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, value_text
from grader.checks.own_terms import agrees, has_values

pytestmark = pytest.mark.exercise("nll", builds_on=["bigrams", "count_bigrams", "normalize"])

STOI = {character: index for index, character in enumerate(".abcd")}
LATE_DOT = {"c": 0, "a": 1, ".": 2, "d": 3, "b": 4}  # the dot is not number 0, and the letters are not in order
MOVED = torch.tensor([LATE_DOT[character] for character in STOI])  # where each character of STOI is in LATE_DOT
EXACT = 2e-5  # float32 logarithms of up to a few thousand bigrams, added up in any order


@st.composite
def questions(draw):
    """A table of probabilities and words of different lengths, so that a mean of means is another number."""
    words = draw(st.lists(st.text("abcd", min_size=1, max_size=5), min_size=1, max_size=3))
    return table(draw(seeds())), [*words, "abcdabcd"[: draw(st.integers(6, 8))]]


def table(seed, V=5, dtype=torch.float32):
    """Random probabilities in rows that sum to 1; columns do not, and no entry equals its mirror image."""
    logits = 1.5 * torch.randn(V, V, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return logits.softmax(1).to(dtype)


def losses(probs, words, stoi, first=".", last="."):
    """The oracle: the negative logarithm of each bigram's probability, a list for each word."""
    found = []
    for word in words:
        padded = first + word + last
        found.append([-math.log(probs[stoi[here], stoi[there]].item()) for here, there in pairwise(padded)])
    return found


def mean(numbers):
    return sum(numbers) / len(numbers) if numbers else None


def flat(lists):
    return [number for numbers in lists for number in numbers]


def rivals(probs, words, stoi):
    by_word = losses(probs, words, stoi)
    every = flat(by_word)
    p = [math.exp(-loss) for loss in every]
    V = len(stoi)
    missing = "The dot at the {} of each word is left out, although the model has to predict {} too."
    return [
        Rival(sum(every), "This is the sum over the bigrams; divide by their number.", id="sum-for-mean"),
        Rival(-mean(every), "The sign is missing: the loss is the negative mean of the logarithms.", id="sign-missing"),
        Rival(-sum(every), "This is the log-likelihood; turn its sign around and divide by the number of bigrams.", id="log-likelihood"),
        Rival(mean([sum(word) for word in by_word]), "The sum was divided by the number of words; divide by the number of bigrams.", id="divided-by-words"),
        Rival(mean([mean(word) for word in by_word]), "This is the mean of the words' means, in which bigrams of long words count less; take one mean over all bigrams.", id="mean-of-word-means"),
        Rival(sum(every) / sum(map(len, words)), "The sum was divided by the number of letters; every word has one bigram more than it has letters.", id="divided-by-letters"),
        Rival(sum(every) / V**2, "The sum was divided by the size of the table; divide by the number of bigrams.", id="divided-by-table"),
        Rival(mean(every) / math.log(2), "This is in bits (log2); use the natural logarithm.", id="wrong-base"),
        Rival(mean(every) / math.log(10), "This uses log10; use the natural logarithm.", id="wrong-base"),
        Rival(-mean(p), "The logarithm is missing: this is the negative mean probability.", id="logarithm-missing"),
        Rival(mean(p), "This is the mean probability; take the negative mean of the logarithms.", id="logarithm-missing"),
        Rival(1 - mean(p), "This is one minus the mean probability; take the negative logarithm of each.", id="one-minus-the-probability"),
        Rival(-math.log(mean(p)), "The mean comes before the logarithm; take the logarithms first, then their mean.", id="mean-before-logarithm"),
        Rival(math.prod(p), "This is the likelihood itself; the loss is the negative mean of the logarithms.", id="likelihood"),
        Rival(math.exp(mean(every)), "This is the perplexity, the exponential of the loss.", id="perplexity"),
        Rival(lambda: mean(flat(losses(probs.T, words, stoi))), "Rows and columns are swapped: the row of the table is the first character of a bigram.", id="transposed"),
        Rival(lambda: mean(flat(losses(probs, words, stoi, first=""))), missing.format("beginning", "the first letter"), id="first-dot-missing"),
        Rival(lambda: mean(flat(losses(probs, words, stoi, last=""))), missing.format("end", "the end"), id="end-dot-missing"),
        Rival(lambda: mean(flat(losses(probs, words, stoi, "", ""))), "The dots before and after each word are left out, although the model has to predict them too.", id="dots-missing"),
        Rival(lambda: mean(flat(losses(probs, ["..".join(words)], stoi))), "A bigram of two dots is counted between the words: none reaches from one word into the next.", id="pairs-across-words"),
        Rival(lambda: mean(flat(losses(probs, [word for word in words if word], stoi))), "A word without letters has one bigram, a dot after a dot; it was skipped.", id="empty-word-skipped"),
        Rival(mean(by_word[0]), "Only the first word counts.", id="first-word-only"),
        Rival(mean(by_word[-1]), "Only the last word counts.", id="last-word-only"),
        Rival(lambda: mean([-math.log(probs[a, b].item()) for a, b in sorted(set(numbers(words, stoi)))]), "Every different bigram counts once; each should count as often as it occurs.", id="pairs-counted-once"),
        Rival(-probs.log().mean().item(), "This is the mean over the whole table; only the bigrams of the words count.", id="mean-of-the-table"),
        Rival(-(probs.double() * probs.double().log()).sum(1).mean().item(), "This is the entropy of the rows; look up the bigrams of the words.", id="entropy"),
        Rival(lambda: -mean([probs.log_softmax(1)[a, b].item() for a, b in numbers(words, stoi)]), "A softmax was taken of the probabilities; they are probabilities already.", id="softmax-of-probabilities"),
        *(Rival(-mean([math.log(one + eps) for one in p]), "A small number is added to the probabilities, which makes the loss wrong; nothing has to be added.", id="small-number-in-the-logarithm") for eps in (1e-2, 1e-3, 1e-4)),
    ]  # fmt: skip


def numbers(words, stoi):
    return [(stoi[a], stoi[b]) for word in words for a, b in zip("." + word, word + ".", strict=True)]


def one_number(got):
    """Require a number, or a tensor that holds one; return it as a float."""
    fits = isinstance(got, int | float) or (isinstance(got, torch.Tensor) and got.numel() == 1)
    require(fits, f"nll should return one number for all the words, got {value_text(got)}")
    return float(got)


@pytest.mark.points(2)
@given(case=questions())
def test_it_is_the_mean_over_all_bigrams_of_minus_log_p(submission, case):
    probs, words = case
    for asked in (words, [*words, words[0]], [*words, ""]):  # a word may be listed twice, or have no letters
        got, right = submission.nll(probs, asked, STOI), mean(flat(losses(probs, asked, STOI)))
        expect(got, right, "the loss", rivals=rivals(probs, asked, STOI), tolerance=EXACT)


@pytest.mark.points(1)
@given(case=questions(), seed=seeds())
def test_the_numbers_are_those_of_stoi_and_nothing_is_remembered(submission, case, seed):
    probs, words = case
    moved = torch.empty(5, 5)
    moved[MOVED[:, None], MOVED] = probs
    plain = one_number(submission.nll(probs, words, STOI))
    require(math.isfinite(plain) and plain != 0, f"the loss should be a number other than 0, got {plain}")
    again = one_number(submission.nll(probs, words, STOI))
    expect(again, plain, "the loss of the same words at another call", tolerance=EXACT,
           because="It depends on the table and the words alone, not on earlier calls.")  # fmt: skip
    expect(submission.nll(moved, words, LATE_DOT), plain, "the loss with other numbers in stoi, and the table moved alike,",
           tolerance=EXACT, because="Take every number from stoi, also that of the dot.")  # fmt: skip
    other = one_number(submission.nll(table(seed + 1).flip(0), words, STOI))
    require(
        not math.isclose(other, plain, rel_tol=1e-6),
        "another table gives the loss of an earlier call: nothing may be remembered",
        misconception="earlier-call-returned",
    )


@pytest.mark.points(0.25)
@given(case=questions())
def test_the_table_and_the_words_stay_as_they_are(submission, case):
    probs, words = case
    after = submission.inputs_after(submission.nll, probs, words, STOI)
    expect(
        after,
        [probs, words, STOI],
        "what was given, after the call",
        because="The caller's own table or list was changed.",
    )


def measured(submission, probs, words):
    """Return the loss of a table without zeros, which has to be finite, and whether it is right."""
    got = one_number(submission.nll(probs, words, STOI))
    require(math.isfinite(got), f"the loss of a table without zeros should be finite, got {got}")
    return got, agrees(got, mean(flat(losses(probs, words, STOI))), tolerance=EXACT)


@pytest.mark.points(1)
@given(case=questions(), place=st.integers(0, 30))
def test_it_is_infinite_where_a_bigram_has_probability_0(submission, case, place):
    probs, words = case
    _, right = measured(submission, probs, words)
    pairs = (
        numbers(words, STOI) if right else numbers(words, STOI)[-6:-1]
    )  # others do without dots, or without the first words
    here, there = pairs[place % len(pairs)]
    zero = probs.clone()
    zero[here, there] = 0
    if not right:
        zero[there, here] = 0  # and others read columns for rows
    zero /= zero.sum(1, keepdim=True)
    got = one_number(submission.nll(zero, words, STOI))
    require(
        got == math.inf,
        f"a bigram of {words} has probability 0, so the loss is infinite, got {got:.4g}.\nNothing has to be done for that: torch's "
        "logarithm of 0 is -inf (Python's math.log raises an error). A number that is added or a clamp hides that the model is sure of something wrong.",
        misconception="infinity-hidden" if right and math.isfinite(got) else "",
    )


@pytest.mark.points(1)
@given(case=questions(), seed=seeds())
def test_bigrams_that_do_not_occur_make_no_difference(submission, case, seed):
    probs, words = case
    first, right = measured(submission, probs, words)
    occurs = torch.zeros(5, 5, dtype=torch.bool)
    for here, there in numbers(words, STOI):
        occurs[here, there] = True
    occurs = occurs if right else occurs | occurs.T  # others read columns for rows
    without = torch.where(occurs, probs, 0)
    other = torch.where(occurs, probs, table(seed + 1))
    for changed, how in ((without, "0"), (other, "another number")):
        got = one_number(submission.nll(changed, words, STOI))
        require(
            not math.isnan(got),
            f"only bigrams that do not occur have probability 0, and yet the loss is {got}: a count of 0 times a logarithm of -inf is not "
            "a number. Look up the bigrams that occur.",
            misconception="zero-times-infinity",
        )
        expect(got, first, f"the loss after the probabilities of all other bigrams were set to {how}", tolerance=EXACT,
               because="Only the bigrams of the words count.")  # fmt: skip


@pytest.mark.points(1)
@pytest.mark.examples(4)
@given(case=questions(), seed=seeds())
def test_thousands_of_words_are_no_difficulty(submission, case, seed):
    probs, words = case
    few, right = measured(submission, probs, words)
    times = 2000 // len(words)  # more words than Python lets functions call each other
    many = one_number(submission.nll(probs, words * times, STOI))
    require(
        has_values(many),
        f"the loss of {len(words)} words is {few:.4g}, and that of the same words listed {times} times is {many}: a product of thousands of "
        "probabilities is too small for a float. Add up logarithms instead.",
        misconception="likelihood-underflows",
    )
    expect(
        many, few, f"the loss of the same words, listed {times} times,", tolerance=1e-3,  # float32, one addition after the other
        rivals=[Rival(times * few, "The loss grows with the number of words: it is a sum; divide by the number of bigrams.", id="sum-for-mean")],
        because="A mean does not depend on how often all words are listed.",
    )  # fmt: skip
    word = "abcd" * 75
    if right:
        expect(
            submission.nll(probs, [word], STOI),
            mean(flat(losses(probs, [word], STOI))),
            "the loss of a word of 300 letters",
            tolerance=1e-4,
        )
        expect(
            submission.nll(probs, ["a"], STOI),
            mean(flat(losses(probs, ["a"], STOI))),
            "the loss of a word of one letter",
            tolerance=EXACT,
        )


@pytest.mark.training
@pytest.mark.points(1)
def test_counting_reaches_a_dev_loss_of_2_472(submission, held_out):
    words, stoi = held_out.train_words, held_out.stoi
    V = len(stoi)
    counts = submission.count_bigrams(words, stoi)
    fits = isinstance(counts, torch.Tensor) and counts.shape == (V, V)
    require(fits, f"count_bigrams should give a ({V}, {V}) table of the training words, got {value_text(counts)}")
    probs = submission.normalize(counts, 1)
    fits = isinstance(probs, torch.Tensor) and probs.shape == (V, V)
    require(fits, f"normalize should give a ({V}, {V}) table of the training words, got {value_text(probs)}")
    loss = one_number(submission.nll(probs, held_out.dev_words, stoi))
    places = torch.tensor([here * V + there for here, there in numbers(words, stoi)])
    ours = torch.bincount(places, minlength=V * V).view(V, V) + 1.0
    reached = held_out.dev_loss(lambda X: ours.log()[X[:, -1]], 1)  # 2.4716 on the lecture's split
    require(
        abs(loss - reached) < 5e-4,  # float32 logarithms of 23,000 bigrams, one addition after the other
        f"with the counts of {len(words)} training words, smoothed by 1, the dev words get a loss of {reached:.4f}; here it is {loss:.4f}.\n"
        "Fix the smaller checks first: a table or a loss that is wrong shows up here as another number.",
    )
    submission.note(f"dev loss {loss:.4f}, at most {reached + 5e-4:.4f}")
