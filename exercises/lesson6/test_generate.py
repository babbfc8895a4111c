"""Checks of `generate`: text drawn from a model whose probabilities we know.

The model is the submission's `StatefulRNN` with our weights, which turn it into a table of transitions: the state holds the
last character, and the output layer holds a row of logits for each character.
"""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, require, seeds, sizes

pytestmark = pytest.mark.exercise("generate", builds_on=["StatefulRNN", "RNN"])

ITOS = dict(enumerate(".abc"))
STOI = {character: index for index, character in ITOS.items()}


def table(submission, logits, memory=0.0):
    """A model that gives row i of `logits` after character i; with `memory`, its state remembers earlier ones too."""
    V = len(logits)
    model = submission.StatefulRNN(V, V, V)
    rnn = model.rnn
    rnn.weight_ih, rnn.weight_hh = 20 * torch.eye(V), memory * torch.eye(V)
    rnn.bias_ih = rnn.bias_hh = torch.zeros(V)
    model.C, model.W_out, model.b_out = torch.eye(V), logits, torch.zeros(V)
    return model


def certain(*steps, sure=50.0):
    """Logits that lead with certainty from the first character of each step to the second."""
    logits = torch.zeros(4, 4)
    for here, there in steps:
        logits[STOI[here], STOI[there]] = sure
    return logits


CYCLE = certain((".", "c"), ("c", "a"), ("a", "b"), ("b", "."))


@pytest.mark.points(2)
@given(length=sizes(1, 9), start=sizes(0, 3), seed=seeds())
def test_it_continues_the_prompt_by_as_many_characters_as_asked(submission, length, start, seed):
    cycle = ".cab" * 5
    prompt = cycle[start : start + 1 + seed % 3]
    text = submission.generate(table(submission, CYCLE), prompt, length, STOI, ITOS, submission.generator(seed))
    right = cycle[start : start + len(prompt) + length]
    expect(
        text,
        right,
        f"{prompt!r} and {length} characters of a model that writes .cab.cab...",
        rivals=[
            Rival(
                right[len(prompt) :],
                "The prompt is missing: return it, followed by what was drawn.",
                id="prompt-missing",
            ),
            Rival(
                right[:length],
                f"{length} characters should be drawn in addition to the prompt.",
                id="prompt-counted-in-the-length",
            ),
            Rival(right[:-1], "One character is missing.", id="one-too-few"),
            Rival(right + cycle[start + len(right)], "One character too many was drawn.", id="one-too-many"),
            Rival(
                prompt + cycle[start + 1 : start + 1 + length],
                "The logits of the first step were used; only the last step has read the whole prompt.",
                id="first-step-only",
            ),
        ],
    )
    nothing = submission.generate(table(submission, CYCLE), prompt, 0, STOI, ITOS, submission.generator(seed))
    expect(nothing, prompt, f"{prompt!r} and no characters", because="With a length of 0 the prompt is all there is.")


def written(text, prompt, length):
    # a wrong length or a missing prompt is the matter of the check above
    if not isinstance(text, str) or not text:
        return text
    drawn = text.removeprefix(prompt)
    if not -len(prompt) <= len(drawn) - length <= 1:
        return text
    return prompt + (drawn + drawn[-1:] * length)[:length]


@pytest.mark.points(2)
@given(seed=seeds())
def test_the_model_reads_every_character_once_and_from_the_beginning(submission, seed):
    # The state keeps what was read: after an 'a' anywhere the model prefers 'a', without one it prefers 'b'.
    logits = torch.zeros(4, 4)
    logits[:, STOI["b"]] = 10.0
    logits[STOI["a"], STOI["a"]] = 60.0
    model = table(submission, logits, memory=50.0)
    generator = submission.generator(seed)
    remembers = written(submission.generate(model, "ac.", 4, STOI, ITOS, generator), "ac.", 4)
    require(
        remembers == "ac.aaaa",
        f"this model writes 'a' once it has read an 'a', and the prompt 'ac.' contains one: expected 'ac.aaaa', got {remembers!r}.\n"
        "Let the model read the whole prompt, and do not reset it between the characters.",
    )
    fresh = written(submission.generate(model, ".c", 4, STOI, ITOS, generator), ".c", 4)
    require(
        fresh == ".cbbbb",
        f"a second text with the same model: this one contains no 'a', so expected '.cbbbb', got {fresh!r}.\n"
        "Reset the model before it reads the prompt: it still remembers the previous text.",
        misconception=fresh.startswith(".ca") and "state-not-reset",
    )


@pytest.mark.points(1)
@given(seed=seeds())
def test_no_character_is_read_twice(submission, seed):
    # The state counts: with weight 1 on itself and a small input it grows with every character read.
    model = submission.StatefulRNN(4, 1, 1)
    rnn = model.rnn
    rnn.weight_ih, rnn.weight_hh = torch.tensor([[0.1]]), torch.tensor([[1.0]])
    rnn.bias_ih = rnn.bias_hh = torch.zeros(1)
    model.C, model.W_out, model.b_out = torch.ones(4, 1), torch.tensor([[0.0, 4000.0, 0.0, 0.0]]), torch.zeros(4)
    state, states = 0.0, []
    for _ in range(8):
        state = float(torch.tanh(torch.tensor(0.1 + state)))
        states.append(state)
    # after 5 characters 'a' becomes likelier than 'b'
    model.b_out = torch.tensor([-1e4, 0.0, 4000.0 * (states[3] + states[4]) / 2, -1e4])
    text = written(submission.generate(model, "cc", 6, STOI, ITOS, submission.generator(seed)), "cc", 6)
    forgets = text == "cc" + 6 * "b"
    require(
        text == "ccbbbaaa",
        f"this model counts what it reads: it writes b until it has read 4 characters, and a from 5 on. From 'cc' it should write "
        f"'ccbbbaaa', got {text!r}.\n"
        + (
            "The state never grows, so it is lost between the characters: reset once, before the prompt."
            if forgets
            else "Feed the prompt once, and then only the character drawn last: the state remembers the rest."
        ),
        misconception=forgets and "state-not-carried",
    )


@pytest.mark.points(2)
@pytest.mark.examples(2)
@given(seed=seeds())
def test_characters_come_as_often_as_the_model_says(submission, seed):
    shares = torch.tensor([0.1, 0.5, 0.3, 0.1])
    model, generator = table(submission, shares.log().expand(4, 4).clone()), submission.generator(seed)
    text = written(submission.generate(model, ".", 400, STOI, ITOS, generator), ".", 400)[1:]
    even = max(abs(text.count(character) / 400 - 0.25) for character in STOI)
    # standard error at most 0.022; the model itself has one share of 0.5
    require(
        even > 0.1,
        "the model gives . a b c the probabilities 10, 50, 30 and 10 percent, but each makes up a quarter of 400 characters.\n"
        "generate draws all characters as if they were equally likely: take the softmax over the V logits, not over a dimension "
        "of size 1.",
        misconception="softmax-over-the-batch",
    )
    for i, share in enumerate(shares.tolist()):
        found = text.count(ITOS[i]) / 400
        # standard error at most 0.025; five of those
        require(
            abs(found - share) < 0.125,
            f"the model gives {ITOS[i]!r} a probability of {share:.0%}, but it makes up {found:.0%} of 400 characters: draw from "
            "the softmax of the logits instead of taking the most likely",
        )
    again = submission.generate(model, ".", 30, STOI, ITOS, submission.generator(seed))
    expect(
        written(again, ".", 30)[:21],
        "." + text[:20],
        "the text of a generator in the same state",
        because="Pass the generator on.",
    )
