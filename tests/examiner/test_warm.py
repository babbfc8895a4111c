"""What warms the server up works, and leaves nothing for a candidate to find."""

import linecache
import sys

import torch

from grader.candidate.warm import FILE, run_once
from grader.protocol.operations import Raised


def test_every_operation_is_carried_out_but_the_two_that_fail_on_purpose():
    raised = [answer for answer in run_once() if isinstance(answer, Raised)]
    assert [answer.type for answer in raised] == ["ValueError", "NameError"]


def test_nothing_of_it_is_left():
    before = set(sys.modules), list(sys.meta_path), torch.get_rng_state()
    assert run_once()
    assert set(sys.modules) == before[0]
    assert not {"warm", "submission"} & set(sys.modules)  # nor from the run of the test above
    assert sys.meta_path == before[1]
    assert torch.equal(torch.get_rng_state(), before[2])
    assert FILE not in linecache.cache
