"""Muon in single precision, compared with `torch.optim.Muon`, which iterates in bfloat16."""

import pytest
import torch

from grader.training.loop import is_hidden
from grader.training.muon import Muon, orthogonalize

SHAPES = [(6, 6), (20, 68), (136, 68)]


@pytest.mark.parametrize("shape", SHAPES)
def test_singular_vectors_stay_and_singular_values_come_near_one(shape):
    generator = torch.Generator().manual_seed(0)
    matrix = torch.randn(shape, generator=generator)
    U, _, Vh = torch.linalg.svd(matrix, full_matrices=False)
    core = U.T @ orthogonalize(matrix, steps=10) @ Vh.T
    values = core.diagonal()
    torch.testing.assert_close(core, values.diag(), atol=1e-4, rtol=0)
    assert values.min() > 0.6
    assert values.max() < 1.3


@pytest.mark.parametrize("shape", SHAPES)
def test_a_run_agrees_with_torch_within_bfloat16(shape):
    generator = torch.Generator().manual_seed(0)
    start = torch.randn(shape, generator=generator)
    ours, theirs = start.clone().requires_grad_(), start.clone().requires_grad_()
    optimizers = [Muon([ours], lr=0.1), torch.optim.Muon([theirs], lr=0.1)]
    for _ in range(5):
        ours.grad = torch.randn(shape, generator=generator)
        theirs.grad = ours.grad.clone()
        with torch.backends.mkldnn.flags(enabled=False):  # on some processors oneDNN has no product in bfloat16
            for optimizer in optimizers:
                optimizer.step()
    moved, expected = ours - start, theirs - start
    assert (moved - expected).norm() < 0.02 * expected.norm()


def test_a_zero_gradient_moves_nothing():
    weight = torch.ones(4, 3, requires_grad=True)
    weight.grad = torch.zeros(4, 3)
    Muon([weight], lr=1.0, weight_decay=0).step()
    assert torch.equal(weight.detach(), torch.ones(4, 3))


@pytest.mark.parametrize(
    ("shape", "hidden"),
    [((27, 10), False), ((68, 27), False), ((27, 68), False), ((136, 68), True), ((68,), False), ((1, 68), False)],
)
def test_hidden_matrices_are_told_from_embedding_output_and_gains(shape, hidden):
    assert is_hidden(torch.empty(shape), classes=27) is hidden
