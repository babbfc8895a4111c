"""A tensor that is updated in place outlives a call: the next one gets the same tensor, with its gradient."""

import pytest
import torch

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.checks.submission import Submission
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import Limits
from grader.examiner.session import CandidateSession
from grader.plugin.local import LocalSession
from grader.protocol.source import Cell, Module

SOURCE = """
import torch

def step(W):
    (W ** 2).sum().backward()
    with torch.no_grad():
        W -= 0.25 * W.grad
    return id(W)
"""
MODULES = [Module("scratch", [Cell("scratch.py", SOURCE)])]


@pytest.fixture(scope="module")
def server():
    with ForkServer() as server:
        yield server


@pytest.fixture(params=["here", "in a candidate"])
def submission(request, server):
    if request.param == "here":
        yield Submission(LocalSession(Executor(Namespace(MODULES))))
        return
    session = CandidateSession(server, MODULES, Limits())
    yield Submission(session)
    session.close()


def test_every_call_gets_the_same_leaf_with_what_earlier_calls_made_of_it(submission):
    start = torch.tensor([8.0, -4.0])
    W = submission.leaf(start, "W")
    assert (W.is_leaf, W.requires_grad, W.grad) == (True, True, None)
    first = submission.step(W)
    assert (W.data.tolist(), W.grad.tolist()) == ([4.0, -2.0], [16.0, -8.0])
    assert submission.step(W) == first
    assert W.grad.tolist() == [24.0, -12.0]  # nobody has set it to zero
    assert start.tolist() == [8.0, -4.0]


def test_a_message_shows_how_the_leaf_began(submission):
    W = submission.leaf(torch.tensor([8.0, -4.0]), "W")
    submission.step(W)
    assert submission._trace == ["W = [8, -4]  # float32 (2,), a leaf that requires gradients", "step(W)"]
