"""A message about a wrong value is a grammatical sentence, whatever the value is called."""

import pytest
import torch

from grader.checks import expect
from grader.checks.errors import CheckFailure


def headline(what: str) -> str:
    """Return the headline of a failed comparison of what is called so."""
    with pytest.raises(CheckFailure) as caught:
        expect(torch.zeros(2), torch.ones(2), what)
    return caught.value.message.headline


@pytest.mark.parametrize(
    "what",
    [
        "the logits",
        "the losses after the call",
        "the rates",
        "the batches (X, Y) of 12 characters",
        "the words of the same 12 seeds",
        "the logits of the other rows after changing row 1",
    ],
)
def test_several_things_are_wrong(what: str) -> None:
    assert headline(what) == f"{what} are wrong"


@pytest.mark.parametrize(
    "what",
    [
        "the loss",
        "the bias",
        "the gradient of the logits",
        "the loss of rows of very different scale",
        "the result for 4 positions",
        "layer.out after the call",
        "embed(C, X)",
        "parameters()[0], which should be gamma,",
        "example 3 evaluated alone, compared with the same example in the batch,",
        "weights",
    ],
)
def test_one_thing_is_wrong(what: str) -> None:
    assert headline(what) == f"{what} is wrong"
