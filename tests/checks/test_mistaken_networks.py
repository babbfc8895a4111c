"""Where a training does not have the losses of the network that was asked for, a well-known other network is named."""

import importlib.util
from pathlib import Path

import pytest
import torch

from grader.checks.errors import CheckFailure
from grader.checks.recomputed import Followed, first_losses

ROOT = Path(__file__).parents[2]


def load(path: str):
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def swapped(layers, wavenet):
    for i, layer in enumerate(layers[:-1]):
        if isinstance(layer, wavenet.BatchNorm1d):
            layers[i], layers[i + 1] = layers[i + 1], layers[i]


def rectified(layers, wavenet):
    class ReLU(wavenet.Tanh):
        def __call__(self, x):
            return x.relu()

    layers[:] = [ReLU() if isinstance(layer, wavenet.Tanh) else layer for layer in layers]


def doubled(layers, wavenet):
    layers.append(wavenet.Tanh())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (swapped, "In each level, tanh comes before batch norm. The order is: product, batch norm, tanh."),
        (rectified, "Each level ends with a ReLU; the task has a tanh there."),
        (doubled, "compare its layers and their order with the task"),
    ],
)
def test_the_tree_says_which_other_tree_a_model_is(change, says):
    wavenet, checks = load("solutions/lesson5/wavenet.py"), load("exercises/lesson5/test_wavenet.py")
    torch.manual_seed(0)
    X, Y = torch.randint(27, (4000, 8)), torch.randint(27, (4000,))
    model = wavenet.WaveNet(27, 8, 10, 68)
    change(model.model.layers, wavenet)
    followed = Followed(model, checks.the_tree(10, 68))
    losses = torch.tensor(first_losses(model, X, Y))
    with pytest.raises(CheckFailure) as caught:
        followed.expect_same_steps(losses, X, Y)
    assert says in caught.value.message.headline.replace("\n", " ")
